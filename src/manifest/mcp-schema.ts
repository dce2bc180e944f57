import {z} from 'zod'
import {line, matching} from './fields-schema.ts'

const resource = z
  .strictObject({
    resource: line(500).describe('Its address, "<name of the plugin>://…"; {name} stands for an input'),
    mimeType: matching(/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/, 'a media type such as "text/plain"').exactOptional(),
  })
  .describe('A resource, or a template of resources')
const prompt = z
  .strictObject({prompt: z.literal(true, 'true')})
  .describe('A prompt; its inputs are its arguments')

/** What a command says of itself for clients of MCP. */
export const mcpFields = {
  speaks: z
    .literal('mcp', '"mcp"')
    .exactOptional()
    .describe('Its stdout is a document of MCP: content of every kind, or questions'),
  serves: z
    .union([resource, prompt], '{"resource": "<name of the plugin>://…"} or {"prompt": true}')
    .exactOptional()
    .describe('Offered as this over MCP, and not as a tool'),
  task: z
    .enum(['optional', 'needed', 'after_input'], '"optional", "needed" or "after_input"')
    .exactOptional()
    .describe('May be run as a task of MCP; only so; only so once its questions are answered'),
}

const largestIcon = 16_384

/** A picture in the manifest itself: nothing is fetched to show it, and it can hold no script. */
export const icon = matching(
  new RegExp(`^(?=.{1,${largestIcon}}$)data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$`),
  `a picture as data:image/png;base64,… (or jpeg, webp) of at most ${largestIcon} characters`,
).describe('Shown beside its tools')
