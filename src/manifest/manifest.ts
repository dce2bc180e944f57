/** A JSON Schema 2020-12 document. */
export type JsonSchema = {readonly [keyword: string]: unknown}

/** What starts when a command is called. `builtin` is for plugins shipped with Parrot only. */
type Entrypoint = string | {readonly workflow: readonly Step[]} | {readonly builtin: string}

export type Step = {
  readonly name?: string
  readonly call: string
  readonly input?: Readonly<Record<string, unknown>>
  readonly continueOnError?: boolean
  readonly timeout?: string
  readonly retries?: {readonly attempts?: number; readonly delay?: string; readonly factor?: number}
}

type Annotations = {
  readonly readOnly?: boolean
  readonly destructive?: boolean
  readonly idempotent?: boolean
  readonly openWorld?: boolean
}

/** Limits as written: durations `500ms|60s|5m|1h`, sizes `64K|1M|1G`. */
export type Limits = {
  readonly timeout?: string
  readonly output?: string
  readonly memory?: string
  readonly pids?: number
  readonly cpu?: string
}

type ConfigType =
  'string' | 'integer' | 'number' | 'boolean' | 'enum' | 'percentage' | 'email' | 'path' | 'secret' | 'list'

export type ConfigKey = {
  readonly type: ConfigType
  readonly default?: unknown
  readonly description?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  /** What matches is a text, or a list of texts, with a checksum of this kind in it. */
  readonly checksum?: 'bech32'
  /** What a value is to be, in words; said where one does not match the pattern. */
  readonly wants?: string
  readonly required?: boolean
  /** A project's file has no say in it. */
  readonly administrator?: true
  readonly options?: readonly string[]
}

/** A command line that `plugin test` runs: how it has to end, and what it has to say, with which settings. */
export type Example = {
  readonly run: string
  readonly outcome?: string
  readonly says?: string
  readonly config?: Readonly<Record<string, unknown>>
}

/** What a command is offered as over MCP, instead of as a tool. */
export type Serves = {readonly resource: string; readonly mimeType?: string} | {readonly prompt: true}

/** The fields that a plugin has for its single command, or that each of its `commands` has. */
export type CommandFields = {
  readonly description?: string
  readonly entrypoint: Entrypoint
  readonly permissions: readonly string[]
  readonly input?: JsonSchema
  readonly output?: JsonSchema
  readonly annotations?: Annotations
  readonly limits?: Limits
  readonly dryRun?: boolean
  readonly lock?: string
  readonly examples?: readonly (string | Example)[]
  /** Its stdout is a document of MCP: content of every kind, or questions. So it is for all that `serves` something. */
  readonly speaks?: 'mcp'
  readonly serves?: Serves
  /** May be run as a task of MCP; only so; only so once what it asked has been answered. */
  readonly task?: 'optional' | 'needed' | 'after_input'
}

/** Does it answer in documents of MCP? */
export function speaksMcp({speaks, serves}: Pick<CommandFields, 'speaks' | 'serves'>): boolean {
  return speaks === 'mcp' || serves !== undefined
}

/** A manifest.json that passed its schema (schema.ts). The seed's fields, and what grew from them. */
export type Manifest = {
  readonly $schema?: string
  readonly name: string
  readonly version: string
  readonly description: string
  readonly author?: string
  readonly license?: string
  readonly homepage?: string
  readonly icon?: string
  readonly platforms?: readonly string[]
  readonly requires?: {readonly parrot?: string; readonly programs?: readonly string[]}
  readonly dependencies?: readonly string[]
  readonly config?: Readonly<Record<string, ConfigKey>>
  readonly schedule?: string | readonly string[]
  readonly messages?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly commands?: Readonly<Record<string, CommandFields>>
} & Partial<CommandFields>

/** One thing that can be called. `tool` is its name everywhere but on the command line: `hello`, `backup_create`. */
export type Command = CommandFields & {
  readonly tool: string
  /** The words after `parrot`: `['hello']`, `['backup', 'create']`. */
  readonly path: readonly string[]
  readonly description: string
}
