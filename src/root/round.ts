import canonicalize from 'canonicalize'
import {derivedKey} from '../events/derived-key.ts'
import type {Answer} from '../host/answer.ts'
import type {RootAsk} from '../host/root/messages.ts'
import type {Talk} from '../host/spoken/spoken.ts'
import {newSeal, type Seal} from '../mcp/seal.ts'

/** One round of a job: what its plugin is told, and how an answer that asks is made one that can be gone on with. */
type Round = {
  readonly talk: Talk
  readonly close: (answer: Answer) => Answer
  /** Of what comes back, which question it answers; each is gone on with once. */
  readonly answers?: string
}

/** `names` are all that it has asked by, also in the rounds before: a task keeps what was answered. */
type Asked = {readonly names: readonly string[]; readonly state?: string}
/** With an id of its own: a seal's text can be written in more than one way. */
type Sealed = Asked & {readonly id: string}

/**
 * The questions of a plugin and what it wants to be told again go through the server, which may be taken over. They are closed by
 * root's own key, which outlives this process, and only what comes back as it went is believed: undefined for anything else. An answer
 * itself is the server's word; nobody is here who could be asked.
 */
export function roundOf(keyFile: string, ask: RootAsk): Round | undefined {
  const seal = () => newSeal(derivedKey(keyFile, 'what was asked as root'))
  const {client, answers, state: sealed} = ask.talk
  const asked: (Partial<Sealed> & Asked) | undefined =
    sealed === undefined ? {names: []} : opened(seal(), sealed, ask)
  if (asked === undefined || !Object.keys(answers).every((name) => asked.names.includes(name)))
    return undefined
  const {id, names, state} = asked
  return {
    ...(id !== undefined && {answers: id}),
    talk: {client, answers, ...(state !== undefined && {state})},
    close: (answer) => closed(seal, names, ask, answer),
  }
}

function opened(seal: Seal, sealed: string, ask: RootAsk): Sealed | undefined {
  const text = seal.open(sealed, purposeOf(ask))
  const asked = text === undefined ? undefined : (JSON.parse(text) as Partial<Sealed> & Asked)
  // A helper of before an update gave none.
  return asked?.id === undefined ? undefined : {...asked, id: asked.id}
}

/** Also where the plugin wants nothing back: what it asked is known by this alone. */
function closed(seal: () => Seal, before: readonly string[], ask: RootAsk, answer: Answer): Answer {
  const {spoken} = answer
  if (spoken === undefined || !('inputRequests' in spoken)) return answer
  const {inputRequests, requestState: state} = spoken
  const names = [...new Set([...before, ...Object.keys(inputRequests)])]
  const asked: Sealed = {
    id: process.getBuiltinModule('node:crypto').randomUUID(),
    names,
    ...(state !== undefined && {state}),
  }
  return {
    ...answer,
    spoken: {inputRequests, requestState: seal().close(JSON.stringify(asked), purposeOf(ask))},
  }
}

/** What was found out by trying is not told to the same command in earnest. */
function purposeOf({plugin, digest, tool, input, dryRun}: RootAsk): string {
  return canonicalize([plugin, digest, tool, input, dryRun]) ?? ''
}
