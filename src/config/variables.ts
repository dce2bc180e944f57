import {logLevel} from './log-config.ts'
import {attempts, delay} from './retries.ts'
import {calls, window} from './rate.ts'
import {truth} from './truth.ts'
import type {Phrase} from '../text/phrase.ts'

/**
 * What a variable does here. `key`: it sets this key of the configuration; what is `plainly` right need not be held against the schema. `plugin`: shipped plugins that have a setting of this
 * name take it. `always`: it is so, and a value that says otherwise is ignored with a warning. Some have to be `read` out of the
 * text. `place`: read before any file is.
 * `later`: accepted, and nothing listens to it yet.
 */
export type Effect =
  | {readonly key: string; readonly plainly: RegExp}
  | {
      readonly key: string
      readonly read: (text: string) => string | number | boolean | undefined
      readonly want: Phrase
    }
  | {readonly plugin: string}
  | {readonly always: string}
  | {readonly place: true}
  | {readonly later: true; readonly instead?: string}

const days = (text: string) => (/^\d{1,5}$/.test(text) && Number(text) <= 36_500 ? Number(text) : undefined)

/** A user of this machine, or an address whose host could be one. */
const plainMailbox =
  /^(?=.{1,64}(?:@|$))[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*(?:@(?=.{1,253}$)[a-z0-9]+(?:[.-][a-z0-9]+)*)?$/i

const later = (text: string) => text.split(/\s+/).map((name) => [name, {later: true}] as const)

/** Every variable that Parrot knows: those of the scripts it takes over from, under their names, and its own few. */
export const variables: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['PARROT_HOME', {place: true}],
  ['PARROT_PROFILE', {place: true}],
  ['PARROT_LANG', {place: true}],
  ['PARROT_SYSTEM', {place: true}],
  ['PARROT_PEOPLE', {place: true}],
  ['PARROT_ROOT', {place: true}],
  ['PARROT_RBAC_ROLES_FILE', {key: 'rbac.roles', plainly: /^\//}],
  ['PARROT_RBAC_USERS_FILE', {key: 'rbac.users', plainly: /^\//}],
  [
    'PARROT_NPM_REGISTRY',
    {key: 'install.registry', plainly: /^https?:\/\/[a-z0-9][a-z0-9.-]*(?::\d{1,4})?\/?$/},
  ],
  [
    'PARROT_RETRY_COUNT',
    {key: 'retries.attempts', read: attempts, want: 'a number of attempts from 1 to 10'},
  ],
  [
    'PARROT_RETRY_DELAY',
    {
      key: 'retries.delayMs',
      read: delay,
      want: 'seconds up to an hour, or a duration such as "500ms" or "1m"',
    },
  ],
  ['PARROT_RATE_LIMIT', {key: 'limits.rate', read: calls, want: 'a number of calls from 1 to 1000000'}],
  [
    'PARROT_RATE_LIMIT_WINDOW',
    {
      key: 'limits.rateWindowMs',
      read: window,
      want: 'seconds up to a day, or a duration such as "1m" or "1h"',
    },
  ],
  ['PARROT_LOG_LEVEL', {key: 'log.level', read: logLevel, want: 'debug, info, warn or error'}],
  ['PARROT_CONFIG_WATCH_ENABLED', {key: 'reload.watch', read: truth, want: 'true or false'}],
  [
    'PARROT_EVENT_RETENTION_DAYS',
    {key: 'audit.retentionDays', read: days, want: 'a number of days up to 36500, or 0 for ever'},
  ],
  ['PARROT_ALERT_EMAIL', {key: 'notify.alertEmail', plainly: plainMailbox}],
  ['PARROT_NOTIFY_EMAIL', {key: 'notify.notifyEmail', plainly: plainMailbox}],
  ['PARROT_EMAIL_PREFIX', {key: 'notify.emailPrefix', plainly: /^[ -~]{0,64}$/}],
  ['PARROT_DISK_THRESHOLD', {plugin: 'DISK_THRESHOLD'}],
  ['PARROT_LOAD_THRESHOLD', {plugin: 'LOAD_THRESHOLD'}],
  ['PARROT_MEM_THRESHOLD', {plugin: 'MEM_THRESHOLD'}],
  ['PARROT_BACKUP_RETENTION', {plugin: 'BACKUP_RETENTION'}],
  ['PARROT_LOG_DIR', {plugin: 'LOG_DIR'}],
  ['PARROT_LOG_MAX_SIZE', {plugin: 'LOG_MAX_SIZE'}],
  ['PARROT_LOG_MAX_AGE', {plugin: 'LOG_RETENTION_DAYS'}],
  ['PARROT_LOG_ROTATION_COUNT', {plugin: 'LOG_KEEP'}],
  ['PARROT_RBAC_ENABLED', {always: 'true'}],
  ['PARROT_RBAC_STRICT_MODE', {always: 'true'}],
  ['PARROT_CONFIG_RELOAD_SIGNAL', {always: 'HUP'}],
  ['PARROT_EVENT_PERSISTENCE', {always: 'true'}],
  ['PARROT_STRICT_PERMS', {always: 'true'}],
  ['PARROT_VALIDATION_LEVEL', {always: 'strict'}],
  ['PARROT_BASE_DIR', {later: true, instead: 'PARROT_HOME'}],
  ['PARROT_COMMAND_TIMEOUT', {later: true, instead: 'limits.timeoutMs'}],
  ['PARROT_DRY_RUN', {later: true, instead: '--dry-run'}],
  // What the sandbox opens only the administrator's file says.
  ['PARROT_BACKUP_DIR', {later: true, instead: 'plugins.backup.BACKUP_DIR'}],
  ...later(`PARROT_SERVER_LOG PARROT_CLI_LOG PARROT_HEALTH_LOG PARROT_WORKFLOW_LOG PARROT_CURRENT_LOG PARROT_DEBUG PARROT_TRACE
    PARROT_EVENT_LOG PARROT_EVENT_ASYNC PARROT_CORRELATION_ID
    PARROT_CONFIG_FILE
    PARROT_IPC_DIR PARROT_PID_FILE PARROT_MCP_INPUT PARROT_MCP_BAD PARROT_MCP_PORT PARROT_MCP_HOST PARROT_MCP_TLS
    PARROT_USE_FIFO PARROT_MAX_INPUT_SIZE PARROT_RUN_AS_USER PARROT_SCRIPT_DIR
    PARROT_ENCRYPTION_ENABLED PARROT_ENCRYPTION_ALGORITHM PARROT_GPG_KEY PARROT_USE_SECURITY_PROFILE
    PARROT_AUTO_UPDATE PARROT_AUTO_CLEAN PARROT_CACHE_DIR PARROT_CACHE_MAX_AGE
    PARROT_CRON_DAILY PARROT_CRON_BACKUP PARROT_CRON_HEALTH PARROT_ENABLE_METRICS PARROT_METRICS_ENDPOINT PARROT_VERSION`),
])
