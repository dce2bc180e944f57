import type {AlertConfig} from './alert-config.ts'
import type {LogConfig} from './log-config.ts'
import type {Notify, Subscriber} from './subscriber.ts'

/** The administrator's configuration after every default is in. A reload makes a new one. */
export type Config = {
  /** Values for each plugin's `config` keys. */
  readonly plugins: PluginValues
  /** What a project's file says of them; never taken for keys of type `path` or `secret`. */
  readonly project: PluginValues
  /** The seeds' variables (`PARROT_DISK_THRESHOLD`, …) as values for shipped plugins' keys of the same name without the prefix. */
  readonly variables: Readonly<Record<string, string>>
  readonly rbac: {readonly roles?: string; readonly users?: string}
  readonly audit: {
    /** Files that signed heads of the journal are appended to, beside the default one. */
    readonly heads: readonly string[]
    /** How many days and bytes the journal keeps its events for at most; 0 for ever. */
    readonly retentionDays: number
    readonly retentionBytes: number
    /** A folder that what is cut away is written to before; empty for none. */
    readonly archive: string
  }
  readonly install: {
    /** The npm registry to ask; the user's npmrc says it where this does not. */
    readonly registry?: string
    /** Files and https addresses of index files that `plugin search` looks in. An index grants nothing. */
    readonly indexes: readonly string[]
    /** Keys whose signatures count, by a name of one's own: `ed25519:` and 43 base64url characters. */
    readonly keys: Readonly<Record<string, string>>
    /** Nothing is installed that none of these keys signed. */
    readonly signed: boolean
    /** What no plugin holds more of: files and folders, and bytes. */
    readonly entries: number
    readonly bytes: number
  }
  /** For a step of a workflow that does not say it itself: attempts, the first included, and the wait before the second. */
  readonly retries: {readonly attempts: number; readonly delayMs: number; readonly factor: number}
  /** Does a process that lives on follow the files by itself? Roles, users and plugins it follows either way. */
  readonly reload: {readonly watch: boolean}
  readonly log: LogConfig
  readonly alerts: AlertConfig
  readonly notify: Notify
  /** Who is told of events, in the order of the files; implicit ones (alert and notify e-mail) are not among them. */
  readonly subscribers: readonly Subscriber[]
  readonly limits: {
    /** What no manifest gets more of: milliseconds of running, bytes of output and of memory, processes. */
    readonly timeoutMs: number
    readonly outputBytes: number
    readonly memoryBytes: number
    readonly pids: number
    /** How often one caller may call one tool within that many milliseconds. */
    readonly rate: number
    readonly rateWindowMs: number
    /** Between SIGTERM and the end of the whole tree. Milliseconds. */
    readonly graceMs: number
  }
}

export type PluginValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export const defaults: Config = {
  plugins: {},
  project: {},
  variables: {},
  rbac: {},
  audit: {heads: [], retentionDays: 0, retentionBytes: 0, archive: ''},
  install: {indexes: [], keys: {}, signed: false, entries: 20_000, bytes: 512 * 1024 ** 2},
  retries: {attempts: 3, delayMs: 5_000, factor: 2},
  reload: {watch: true},
  log: {level: 'info', modules: {}, format: 'text', maxBytes: 10 * 1024 ** 2, maxAge: '7d', keep: 5},
  alerts: {repeat: '4h', quiet: 'never', rules: {}},
  notify: {
    alertEmail: '',
    notifyEmail: '',
    emailPrefix: '[Parrot]',
    language: 'en',
    from: '',
    smtp: '',
    attemptMs: 10_000,
    maxAgeMs: 86_400_000,
  },
  subscribers: [],
  limits: {
    timeoutMs: 86_400_000,
    outputBytes: 16 * 1024 ** 2,
    memoryBytes: 2 * 1024 ** 3,
    pids: 512,
    rate: 3600,
    rateWindowMs: 3_600_000,
    graceMs: 5_000,
  },
}
