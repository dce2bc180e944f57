import {parseArgs} from 'node:util'

/** What root wants: a word of this room, or of Parrot's in root's home. */
export type Wanted = {
  readonly word: string
  readonly rest: readonly string[]
  readonly home: string
  /** As whom the server runs. */
  readonly user: string
  readonly socket?: string
  /** The server's home. */
  readonly from: string
  readonly yes: boolean
  readonly accept?: string
}

const options = {
  for: {type: 'string', default: 'parrot'},
  socket: {type: 'string'},
  from: {type: 'string', default: '/var/lib/parrot'},
  yes: {type: 'boolean', default: false},
  accept: {type: 'string'},
  help: {type: 'boolean', short: 'h', default: false},
} as const

const own: Readonly<Record<string, number>> = {serve: 0, allow: 1, install: 0}

/** Undefined where it is none of it. `--home` stands before the word: what comes behind one of Parrot's is that one's. */
export function parse(argv: readonly string[]): Wanted | undefined {
  const [home, words] = argv[0] === '--home' ? [argv[1], argv.slice(2)] : ['/var/lib/parrot-root', argv]
  const [word = 'help', ...rest] = words
  if (home?.startsWith('/') !== true) return undefined
  const plain = {word, rest, home, user: '', from: '', yes: false}
  if (/^(?:help|-h|--help)$/.test(word)) return {...plain, word: 'help'}
  const arity = Object.hasOwn(own, word) ? own[word] : undefined
  if (arity === undefined) return word.startsWith('-') ? undefined : plain
  try {
    const {values, positionals} = parseArgs({args: rest, options, allowPositionals: true})
    if (values.help) return {...plain, word: 'help'}
    if (
      positionals.length !== arity ||
      [values.socket, values.from].some((path) => path?.startsWith('/') === false)
    )
      return undefined
    const {for: user, ...more} = values
    return {...plain, ...more, rest: positionals, user}
  } catch {
    return undefined
  }
}
