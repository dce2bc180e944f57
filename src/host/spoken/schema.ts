import type {JsonSchema} from '../../manifest/manifest.ts'
import {mostQuestions, questionName} from './answers.ts'

const text = {type: 'string'}
const uri = {type: 'string', minLength: 1, maxLength: 2000}
const base64 = {type: 'string', pattern: '^[A-Za-z0-9+/]*={0,2}$'}
const mimeType = {type: 'string', pattern: '^[\\w.+-]{1,60}/[\\w.+-]{1,60}(; ?[\\w=.-]{1,60})?$'}
const annotations = {
  type: 'object',
  properties: {
    audience: {type: 'array', items: {type: 'string', enum: ['user', 'assistant']}},
    priority: {type: 'number', minimum: 0, maximum: 1},
  },
  additionalProperties: false,
}

const closed = (required: readonly string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
})

const content = {
  ...closed(['uri'], {uri, mimeType, text, blob: base64}),
  if: {required: ['blob']},
  // eslint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema, never awaited
  then: {properties: {text: false}},
  else: {required: ['text']},
}

const link = {
  uri,
  name: text,
  title: text,
  description: text,
  mimeType,
  size: {type: 'integer', minimum: 0},
}
const blocks: Readonly<Record<string, readonly [readonly string[], object]>> = {
  text: [['text'], {text}],
  image: [['data', 'mimeType'], {data: base64, mimeType}],
  audio: [['data', 'mimeType'], {data: base64, mimeType}],
  resource: [['resource'], {resource: content}],
  resource_link: [['uri', 'name'], link],
}

/** Told apart by their type, so that what is wrong with one is said of that type and no other. */
const block = {
  type: 'object',
  required: ['type'],
  properties: {type: {type: 'string', enum: Object.keys(blocks)}},
  allOf: Object.entries(blocks).map(([type, [required, properties]]) => ({
    if: {properties: {type: {const: type}}},
    // eslint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema, never awaited
    then: closed(required, {type: text, annotations, ...properties}),
  })),
}

/** A form and no page of the web to be sent to; a model that is told nothing but what stands here, and has no tools. */
const params = {
  type: 'object',
  // A key with something in it that is taken out on the way to the client would be another key there.
  propertyNames: {pattern: '^[A-Za-z_][A-Za-z0-9_]*$'},
  properties: {
    mode: {const: 'form'},
    url: false,
    includeContext: {const: 'none'},
    tools: false,
    toolChoice: false,
    maxTokens: {type: 'integer', minimum: 1, maximum: 8192},
  },
}
const question = closed(['method'], {
  method: {type: 'string', enum: ['elicitation/create', 'sampling/createMessage', 'roots/list']},
  params,
})

/** What may stand in each kind of document, by the key that tells the kind. */
export const spokenSchemas = {
  content: closed(['content'], {
    content: {type: 'array', maxItems: 1000, items: block},
    structuredContent: {type: 'object'},
  }),
  contents: closed(['contents'], {contents: {type: 'array', minItems: 1, maxItems: 1000, items: content}}),
  messages: closed(['messages'], {
    description: text,
    messages: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      items: closed(['role', 'content'], {
        role: {type: 'string', enum: ['user', 'assistant']},
        content: block,
      }),
    },
  }),
  inputRequests: closed(['inputRequests'], {
    inputRequests: {
      type: 'object',
      minProperties: 1,
      maxProperties: mostQuestions,
      propertyNames: {pattern: questionName},
      additionalProperties: question,
    },
    requestState: {type: 'string', maxLength: 65_536},
  }),
  error: closed(['error'], {error: closed(['message'], {message: {type: 'string', minLength: 1}})}),
} as const satisfies Readonly<Record<string, JsonSchema>>

export type Kind = keyof typeof spokenSchemas
