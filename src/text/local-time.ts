/** A moment (ISO) to the minute, as the clock of this machine has it: what every table shows. A text that is no moment stays as it is. */
export function localTime(text: string): string {
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text) : undefined
  if (at === undefined || Number.isNaN(at.getTime())) return text
  const [month, day, hour, minute] = [at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()].map(
    (number) => String(number).padStart(2, '0'),
  )
  return `${at.getFullYear()}-${month}-${day} ${hour}:${minute}`
}
