/** Is it within `hours` (`22:00-07:00`) by the clock on the wall of `zone`? The first minute is, the last is not. */
export function isQuiet(hours: string | undefined, at: number, zone: string): boolean {
  const [from, to] = (hours ?? '').split('-').map(minutesOf)
  if (from === undefined || to === undefined) return false
  const minute = minuteAt(at, zone)
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}

const minuteMs = 60_000

/** The minute in which these quiet hours are over; `at` where it is not quiet. Hours that the clock leaves out are over after them. */
export function quietUntil(hours: string | undefined, at: number, zone: string): number {
  if (!isQuiet(hours, at, zone)) return at
  let end = Math.floor(at / minuteMs) * minuteMs
  while (isQuiet(hours, end, zone)) end += minuteMs
  return end
}

function minutesOf(clock: string): number {
  const [hour, minute] = clock.split(':').map(Number)
  return Number(hour) * 60 + Number(minute)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function minuteAt(at: number, zone: string): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  const parts = format.formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return part('hour') * 60 + part('minute')
}
