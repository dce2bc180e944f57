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
  readonly limits: {
    /** What no manifest gets more of: milliseconds of running, bytes of output and of memory, processes. */
    readonly timeoutMs: number
    readonly outputBytes: number
    readonly memoryBytes: number
    readonly pids: number
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
  audit: {heads: []},
  install: {indexes: [], keys: {}, signed: false, entries: 20_000, bytes: 512 * 1024 ** 2},
  limits: {
    timeoutMs: 3_600_000,
    outputBytes: 16 * 1024 ** 2,
    memoryBytes: 2 * 1024 ** 3,
    pids: 512,
    graceMs: 5_000,
  },
}
