type Annotations = {audience?: ('user' | 'assistant')[]; priority?: number}
type Common = {readonly annotations?: Annotations}

/** Text, or bytes in base64, at an address. */
export type Content = {readonly uri: string; readonly mimeType?: string} & (
  {readonly text: string} | {readonly blob: string}
)

export type Block = Common &
  (
    | {readonly type: 'text'; readonly text: string}
    | {readonly type: 'image' | 'audio'; readonly data: string; readonly mimeType: string}
    | {readonly type: 'resource'; readonly resource: Content}
    | {
        readonly type: 'resource_link'
        readonly uri: string
        readonly name: string
        readonly title?: string
        readonly description?: string
        readonly mimeType?: string
        readonly size?: number
      }
  )

type Question = {
  readonly method: 'elicitation/create' | 'sampling/createMessage' | 'roots/list'
  readonly params?: Readonly<Record<string, unknown>>
}

/** What it has to know before it can go on, by names of its own, and what it wants to be told again with the answers. */
export type Asks = {
  readonly inputRequests: Readonly<Record<string, Question>>
  readonly requestState?: string
}

/** A document that a plugin wrote which speaks MCP, in the words of MCP: a tool's, a resource's, a prompt's, or its questions. */
export type Spoken =
  | {readonly content: readonly Block[]; readonly structuredContent?: Readonly<Record<string, unknown>>}
  | {readonly contents: readonly Content[]}
  | {
      readonly description?: string
      readonly messages: readonly {readonly role: 'user' | 'assistant'; readonly content: Block}[]
    }
  | {readonly error: {readonly message: string}}
  | Asks

/** What goes with a call whose plugin speaks MCP. Its answers are a client's, and nothing was checked of them. */
export type Talk = {
  /** What the client can be asked: `user`, `model`, `roots`. */
  readonly client: readonly string[]
  readonly answers: Readonly<Record<string, unknown>>
  /** What the plugin wanted to be told again. */
  readonly state?: string
}

/** Nobody there to be asked. */
export const nobody: Talk = {client: [], answers: {}}

/** Whom a question is for, as the permission `ask:…` has it. */
export const askedBy = {
  'elicitation/create': 'user',
  'sampling/createMessage': 'model',
  'roots/list': 'roots',
} as const
