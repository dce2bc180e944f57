import type {Paths, Surroundings} from '../../config/paths.ts'
import {calendarsOf} from './calendar.ts'
import type {Entry} from './entry.ts'
import {commandWords} from './line.ts'

type Here = {readonly around: Surroundings; readonly paths: Pick<Paths, 'state'>}

/** The units of systemd that start these entries: the name of each file, and its text. */
export function unitsFor(here: Here, entries: readonly Entry[]): ReadonlyMap<string, string> {
  const own = entries.filter(({timer}) => timer === 'systemd')
  return new Map(
    own.flatMap((entry) => [
      [`parrot-cron-${entry.id}.service`, service(here, entry)] as const,
      [`parrot-cron-${entry.id}.timer`, timer(here, entry)] as const,
    ]),
  )
}

/** The first line of every unit that Parrot wrote for this home. */
export function markOf({paths}: Pick<Here, 'paths'>): string {
  return `# written by parrot setup_cron, which also changes it; of ${JSON.stringify(paths.state)}`
}

function service(here: Here, {id, tool}: Entry): string {
  const command = commandWords(here, ['cron', 'run', id]).map(quoted).join(' ')
  return unit(
    here,
    `[Unit]\nDescription=Parrot: ${tool}\n`,
    // Status 3: it ran and found something on the machine.
    `[Service]\nType=oneshot\nExecStart=${command}\nSuccessExitStatus=3\n`,
  )
}

function timer(here: Here, {at, tool, missed}: Entry): string {
  const times = calendarsOf(at).map((time) => `OnCalendar=${time}\n`)
  return unit(
    here,
    `[Unit]\nDescription=Parrot: when ${tool} runs\n`,
    `[Timer]\n${times.join('')}AccuracySec=1s\nPersistent=${missed === 'once'}\n`,
    '[Install]\nWantedBy=timers.target\n',
  )
}

const unit = (here: Here, ...sections: string[]) => [`${markOf(here)}\n`, ...sections].join('\n')

/** systemd replaces `%` and `$` inside quotes too. */
export function quoted(word: string): string {
  const inner = word
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')
    .replaceAll(/\p{Cc}/gu, (one) => String.raw`\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)
  return `"${inner}"`
}
