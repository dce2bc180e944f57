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
  limits: {
    timeoutMs: 3_600_000,
    outputBytes: 16 * 1024 ** 2,
    memoryBytes: 2 * 1024 ** 3,
    pids: 512,
    graceMs: 5_000,
  },
}
