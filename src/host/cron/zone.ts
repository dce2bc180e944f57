import {readFileSync, realpathSync} from 'node:fs'

/** The time zone that cron(8) goes by: the machine's, whatever TZ says in this process. */
export function machineZone(localtime = '/etc/localtime', timezone = '/etc/timezone'): string {
  return [linked(localtime), written(timezone)].find(isZone) ?? 'UTC'
}

function linked(localtime: string): string | undefined {
  try {
    const [, zone] = realpathSync(localtime).split('/zoneinfo/')
    return zone?.replace(/^(?:posix|right)\//, '')
  } catch {
    return undefined
  }
}

function written(timezone: string): string | undefined {
  try {
    return readFileSync(timezone, 'utf8').trim()
  } catch {
    return undefined
  }
}

function isZone(zone: string | undefined): zone is string {
  if (zone === undefined || zone === '') return false
  try {
    return new Intl.DateTimeFormat('en', {timeZone: zone}).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
