/** Every kind of event: the seeds' ten first, then Parrot's own. Names are a contract: added to, never changed. */
export const eventTypes = [
  'SERVER_STARTED',
  'SERVER_STOPPED',
  'MESSAGE_RECEIVED',
  'MESSAGE_PROCESSED',
  'ERROR_OCCURRED',
  'CONFIG_RELOADED',
  'CLIENT_CONNECTED',
  'CLIENT_DISCONNECTED',
  'HEALTH_CHECK_COMPLETED',
  'BACKUP_COMPLETED',
  'CALL_REQUESTED',
  'CALL_DECIDED',
  'CALL_FINISHED',
  'APPROVAL_REQUESTED',
  'APPROVAL_GRANTED',
  'APPROVAL_REFUSED',
  'APPROVAL_EXPIRED',
  'APPROVAL_USED',
  'PLUGIN_INSTALLED',
  'PLUGIN_UPDATED',
  'PLUGIN_UNINSTALLED',
  'PLUGIN_APPROVED',
  'PLUGIN_ENABLED',
  'PLUGIN_DISABLED',
  'PLUGIN_TAMPERED',
  'USER_CHANGED',
  'ROLE_CHANGED',
  'KEY_CREATED',
  'KEY_REVOKED',
  'KEY_EXPIRED',
  'KEY_REHASHED',
  'KEY_REFUSED',
  'CONFIG_REFUSED',
  'SCHEDULE_CHANGED',
  'SCHEDULE_MISSED',
  'AUDIT_PRUNED',
] as const

export type EventType = (typeof eventTypes)[number]

const known: ReadonlySet<string> = new Set(eventTypes)

export function isEventType(name: string): name is EventType {
  return known.has(name)
}
