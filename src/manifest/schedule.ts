const names = new Set(['hourly', 'daily', 'weekly', 'monthly'])
const ranges: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
]

export const scheduleWanted =
  '"hourly", "daily", "weekly", "monthly" or five cron fields such as "15 3 * * *"'

/** Is this one of the four names, or five cron fields of numbers, ranges, lists and steps that cron would take? */
export function isSchedule(text: string): boolean {
  if (names.has(text)) return true
  const fields = text.split(' ')
  return (
    fields.length === ranges.length && ranges.every((range, index) => isField(fields[index] ?? '', range))
  )
}

function isField(field: string, range: readonly [number, number]): boolean {
  return field.length <= 100 && field.split(',').every((part) => isPart(part, range))
}

function isPart(part: string, [least, most]: readonly [number, number]): boolean {
  const [, first, last, step] = /^(\*|\d{1,2})(?:-(\d{1,2}))?(?:\/(\d{1,2}))?$/.exec(part) ?? []
  if (first === undefined || step === '0' || step === '00') return false
  if (first === '*') return last === undefined
  const from = Number(first)
  const to = Number(last ?? first)
  return least <= from && from <= to && to <= most
}
