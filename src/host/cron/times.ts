import {Cron} from 'croner'

const names: Readonly<Record<string, string>> = {
  hourly: '0 * * * *',
  daily: '0 0 * * *',
  weekly: '0 0 * * 0',
  monthly: '0 0 1 * *',
}
const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

/** How many missed times are counted one by one; beyond that it is "so many at least". */
export const mostCounted = 1000

/**
 * Five fields that every cron reads alike: a name is what it stands for, and `5/15` or `10-20/5` are the values they mean.
 * `at` has passed isSchedule().
 */
export function cronFields(at: string): string {
  const fields = (names[at] ?? at).split(' ')
  return fields
    .map((field, index) => (field.startsWith('*') ? field : valuesOf(field, index).join(',')))
    .join(' ')
}

/** The values of one of the five fields, ascending; Sunday is 0. */
export function valuesOf(field: string, index: number): number[] {
  const [least, most] = ranges[index] ?? ranges[0]
  const all = field.split(',').flatMap((part) => valuesOfPart(part, least, most))
  return [...new Set(index === 4 ? all.map((day) => day % 7) : all)].sort((a, b) => a - b)
}

function valuesOfPart(part: string, least: number, most: number): number[] {
  const [range = '', step] = part.split('/')
  const [first = '', last] = range === '*' ? [String(least), String(most)] : range.split('-')
  const from = Number(first)
  const to = last === undefined ? (step === undefined ? from : most) : Number(last)
  const by = Number(step ?? 1)
  return Array.from({length: Math.floor((to - from) / by) + 1}, (_, at) => from + at * by)
}

/** The first time after `after`, in milliseconds since the epoch; undefined where there never is one. */
export function nextTime(at: string, after: number, zone: string): number | undefined {
  return cronOf(at, zone).nextRun(new Date(after))?.getTime()
}

/** Is there any such time? The same in every time zone, of which Node would read its tables first: a tenth of an edit of the schedule. */
export function comes(at: string): boolean {
  return cronIn(at, {utcOffset: 0}).nextRun(new Date(0)) !== null
}

/** The last time that is not after `until`. */
export function lastTime(at: string, until: number, zone: string): number | undefined {
  const second = Math.floor(until / 1000) * 1000 + 1000
  return cronOf(at, zone).previousRuns(1, new Date(second))[0]?.getTime()
}

/** The times after `after` and not after `until`, at most mostCounted of them, oldest first. */
export function timesBetween(at: string, after: number, until: number, zone: string): number[] {
  const cron = cronOf(at, zone)
  const times: number[] = []
  for (let next = cron.nextRun(new Date(after)); next !== null; next = cron.nextRun(next)) {
    if (next.getTime() > until || times.length === mostCounted) break
    times.push(next.getTime())
  }
  return times
}

function cronOf(at: string, zone: string): Cron {
  return cronIn(at, {timezone: zone})
}

/**
 * As cron(8) itself reads it. A day of the month and a day of the week are alternatives, but for a field that begins with a
 * star. When the clock goes forward, a fixed time in the gap is due at its end; when it goes back, a fixed time is due once.
 */
function cronIn(at: string, clock: {readonly timezone: string} | {readonly utcOffset: number}): Cron {
  const [minute, hour, day = '*', month, weekday = '*'] = cronFields(at).split(' ')
  const both = day.startsWith('*') || weekday.startsWith('*')
  const pattern = [minute, hour, day, month, both ? `+${weekday}` : weekday].join(' ')
  return new Cron(pattern, {...clock, paused: true, mode: '5-part', fixedTimeRule: 'no-wildcard'})
}
