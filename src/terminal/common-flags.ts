import type {Field} from './fields.ts'

/** What every command takes. */
export const json: Field = {
  property: 'json',
  name: 'json',
  kind: 'boolean',
  description: 'One JSON document on stdout, for failures too',
}

/** Taken off the command line before anything else reads it; here for the help. */
export const profile: Field = {
  property: 'profile',
  name: 'profile',
  kind: 'text',
  description: 'Take profiles/NAME.yaml of the configuration over the rest',
}

/** As `profile`. */
export const lang: Field = {
  property: 'lang',
  name: 'lang',
  kind: 'text',
  description: 'The language to be told in: en or de; else PARROT_LANG or LANG says',
}

/** What every plugin's command takes besides. */
export const callFlags: readonly Field[] = [
  {
    property: 'dryRun',
    name: 'dry-run',
    kind: 'boolean',
    description: 'Say what would be done and do nothing; refused where the plugin cannot',
  },
  {
    property: 'unsandboxed',
    name: 'unsandboxed',
    kind: 'boolean',
    description: 'Run without the sandbox; needs sandbox:bypass',
  },
  {
    property: 'exitCode',
    name: 'exit-code',
    kind: 'boolean',
    description: "Exit with the plugin's own status where it ran",
  },
]

/** What a workflow's command takes besides that. */
export const resume: Field = {
  property: 'resume',
  name: 'resume',
  kind: 'boolean',
  description: 'Go on with the run that stopped, from the step that was running',
}

/** Is this flag there, as a word of its own before any `--`? The input is not read for it: it may be nobody's to read yet. */
export function hasFlag(argv: readonly string[], name: string): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).includes(`--${name}`)
}
