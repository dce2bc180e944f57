type Json = Readonly<Record<string, unknown>>
type Command = {readonly input?: Json} & Json

const text = {type: 'string'}
const inputs = (properties: Json, ...required: readonly string[]) => ({
  input: {type: 'object', properties, ...(required.length > 0 && {required})},
})
const asks = {permissions: ['test:use', 'ask:user', 'ask:model', 'ask:roots']}
const resource = (address: string, mimeType: string) => ({serves: {resource: address, mimeType}})
/** The suite waits half a second for these, however busy a machine is; a shell begins sooner than Node. */
const quick = {entrypoint: 'quick.sh'}
const prompt = {serves: {prompt: true}}

/** Tools, resources and prompts by the names that the conformance suite asks for, which are those of the plugin `test`. */
const commands: Readonly<Record<string, Command>> = {
  simple_text: {},
  image_content: {},
  audio_content: {},
  embedded_resource: {},
  multiple_content_types: {},
  resource_link: {},
  structured: {output: {type: 'object', required: ['degrees'], properties: {degrees: {type: 'number'}}}},
  error_handling: {},
  tool_with_progress: {},
  tool_with_logging: {},
  logging_tool: quick,
  trigger_tool_change: quick,
  trigger_prompt_change: quick,
  trigger_resource_change: {},
  custom_header: inputs({region: {...text, 'x-mcp-header': 'Region'}}, 'region'),

  static_text: resource('test://static-text', 'text/plain'),
  static_binary: resource('test://static-binary', 'image/png'),
  watched_resource: resource('test://watched-resource', 'text/plain'),
  template: {...resource('test://template/{id}/data', 'application/json'), ...inputs({id: text}, 'id')},

  simple_prompt: prompt,
  prompt_with_arguments: {
    ...prompt,
    ...inputs({arg1: {...text, examples: ['test', 'hello']}, arg2: text}, 'arg1', 'arg2'),
  },
  prompt_with_embedded_resource: {
    ...prompt,
    ...inputs({resource_uri: {...text, 'x-mcp-name': 'resourceUri'}}, 'resource_uri'),
  },
  prompt_with_image: prompt,
  input_required_result_prompt: {...prompt, ...asks},

  missing_capability: asks,
  streaming_elicitation: {...asks, ...quick},
  input_required_result_elicitation: asks,
  input_required_result_sampling: asks,
  input_required_result_list_roots: asks,
  input_required_result_request_state: asks,
  input_required_result_multiple_inputs: asks,
  input_required_result_multi_round: asks,
  input_required_result_tampered_state: asks,
  input_required_result_capabilities: asks,
  sampling: {...asks, ...inputs({prompt: text}, 'prompt')},
  elicitation: {...asks, ...inputs({message: text}, 'message')},
  elicitation_sep1034_defaults: asks,
  elicitation_sep1330_enums: asks,
  tool_with_task: {...asks, task: 'after_input'},
}

/** The rest of the names begin with other words, so each is a plugin of its own with the same program. */
const others: Readonly<Record<string, Json>> = {
  json: {
    commands: {
      schema_2020_12_tool: whole({
        input: {
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          type: 'object',
          $defs: {
            address: {
              $anchor: 'addressDef',
              type: 'object',
              properties: {street: text, city: text},
            },
          },
          properties: {
            name: text,
            address: {type: 'object', $ref: '#/$defs/address'},
            contact_method: {...text, enum: ['phone', 'email']},
            phone: text,
            email: text,
          },
          allOf: [{anyOf: [{required: ['phone']}, {required: ['email']}]}],
          if: {properties: {contact_method: {const: 'phone'}}, required: ['contact_method']},
          // eslint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema, never awaited
          then: {required: ['phone']},
          else: {required: ['email']},
          additionalProperties: false,
        },
      }),
    },
  },
  greet: whole(inputs({name: text}, 'name')),
  slow_compute: whole({task: 'optional', ...inputs({seconds: {type: 'number'}, label: text})}),
  confirm_delete: whole({task: 'optional', ...asks, ...inputs({filename: text}, 'filename')}),
  multi_input: whole({task: 'optional', ...asks}),
  failing_job: whole({task: 'needed'}),
  protocol_error_job: whole({task: 'needed'}),
}

function whole(more: Command): Json {
  const speaks = more['serves'] === undefined && {speaks: 'mcp'}
  return {
    entrypoint: 'main.mjs',
    permissions: ['test:use'],
    annotations: {readOnly: true},
    ...speaks,
    ...more,
  }
}

/** A manifest for each plugin of the fixture. */
export const manifests: readonly Json[] = [
  {
    name: 'test',
    commands: Object.fromEntries(Object.entries(commands).map(([name, more]) => [name, whole(more)])),
  },
  ...Object.entries(others).map(([name, more]) => ({name, ...more})),
].map((manifest) => ({version: '1.0.0', description: 'What the conformance suite asks for', ...manifest}))
