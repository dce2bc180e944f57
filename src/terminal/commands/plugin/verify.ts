import {quotedName} from '../../../manifest/show.ts'
import type {Problem} from '../../../text/problem.ts'
import {line, saysHere, status, word} from '../../../text/reader.ts'
import {problemJson} from '../../answer-json.ts'
import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

type Files = Readonly<Record<'changed' | 'added' | 'removed', readonly string[]>>
type Verified = {
  readonly plugins: readonly {
    readonly name: string
    readonly version: string
    readonly state: string
    readonly digest: string | null
    readonly waiting?: string | null
    readonly files?: Files | null
    readonly problem?: Problem
  }[]
}

export default class PluginVerify extends OwnCommand {
  static override readonly tool = 'plugin_verify'
  static override readonly description =
    'Reads every file of every plugin that may run and holds it against what was approved.'
  static override readonly examples = ['parrot plugin verify', 'parrot plugin verify weather --json']
  static override readonly exits = [
    'ok',
    'invalid_input',
    'findings',
    'broken',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [argument('name', 'Only this plugin', {required: false})]

  protected override document(output: unknown) {
    const {plugins, ...rest} = output as Verified
    const inFull = plugins.map(({problem, ...one}) => ({
      ...one,
      ...(problem && {problem: problemJson(problem)}),
    }))
    return {...rest, plugins: inFull}
  }

  protected view(output: unknown, look: Look): string {
    const {plugins} = output as Verified
    const rows = plugins.map(({name, version, state, digest}) => [
      name,
      version,
      state === 'modified'
        ? look.paint('red', word('tampered'))
        : state === 'enabled'
          ? word('as approved')
          : status(state.replaceAll('_', ' ')),
      digest === null ? '-' : inTable(digest, look),
    ])
    const table = grid(['PLUGIN', 'VERSION', 'FILES', 'DIGEST'], rows, look)
    const others = plugins.flatMap(({name, files, problem, ...each}) =>
      files === undefined
        ? []
        : [
            '',
            name,
            ...listed(name, files),
            ...held({name, ...each}),
            ...(problem ? [`  ${said(problem)}`] : []),
          ],
    )
    return [table, ...others].join('\n')
  }
}

/** To be looked at: `--json`, and whatever reads a pipe, have it whole. */
const inTable = (digest: string, {room}: Look) =>
  room === Number.POSITIVE_INFINITY ? digest : `${digest.slice(0, 19)}…`

function held({name, digest, waiting}: Pick<Verified['plugins'][number], 'name' | 'digest' | 'waiting'>) {
  return waiting && digest !== null ? [`  ${line('line_files_held', {name, digest})}`] : []
}

const mostListed = 50
const said = (problem: Problem) => plainLine(saysHere(problem), 2000)
const whole = (path: string) => ({path: quotedName(path, 1000)})

/** Each file that differs, on a line of its own. */
function listed(name: string, files: Files | null): readonly string[] {
  if (files === null) return [`  ${line('line_files_unknown')}`]
  const all = [
    ...files.changed.map((path) => line('line_files_changed', whole(path))),
    ...files.added.map((path) => line('line_files_added', whole(path))),
    ...files.removed.map((path) => line('line_files_removed', whole(path))),
  ]
  // Changed and put back: it is off all the same.
  if (all.length === 0) return [`  ${line('line_files_back', {name})}`]
  const more = all.length - mostListed
  const shown = more > 0 ? [...all.slice(0, mostListed), line('line_files_more', {count: more})] : all
  return shown.map((text) => `  ${plainLine(text, 2000)}`)
}
