import {cronFields, valuesOf} from './times.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/**
 * The same times as systemd.time(7) writes them. A day of the month and a day of the week, which cron takes as alternatives,
 * are two of them.
 */
export function calendarsOf(at: string): string[] {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cronFields(at).split(' ')
  const time = `${listed(hour, 1)}:${listed(minute, 0)}:00`
  const on = (weekday: string, day: string) => {
    const names =
      weekday === '*'
        ? ''
        : `${valuesOf(weekday, 4)
            .map((one) => days[one])
            .join(',')} `
    return `${names}*-${listed(month, 3)}-${listed(day, 2)} ${time}`
  }
  const both = day.startsWith('*') || weekday.startsWith('*')
  return both ? [on(weekday, day)] : [on('*', day), on(weekday, '*')]
}

function listed(field: string, index: number): string {
  if (field === '*') return '*'
  return valuesOf(field, index)
    .map((value) => String(value).padStart(2, '0'))
    .join(',')
}
