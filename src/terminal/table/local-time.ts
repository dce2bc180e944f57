/** A moment (ISO) to the minute, as the clock of this machine has it; a text that is no moment as it is. */
export function localTime(value: unknown): unknown {
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : undefined
  if (at === undefined || Number.isNaN(at.getTime())) return value
  const [month, day, hour, minute] = [at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()].map(
    (number) => String(number).padStart(2, '0'),
  )
  return `${at.getFullYear()}-${month}-${day} ${hour}:${minute}`
}
