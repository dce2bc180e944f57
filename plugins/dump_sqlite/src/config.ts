/** As the manifest declares them; the host has checked them and filled in what has a default. */
export type Config = {
  readonly SQLITE_FOLDERS: readonly string[]
  readonly SQLITE_DATABASES: readonly string[]
  /** In seconds. */
  readonly SQLITE_WAIT: number
  readonly DUMP_DIR: string
  readonly DUMP_KEEP: number
}

export type Input = {readonly database?: string; readonly all?: boolean}

export const extensions = ['sqlite']
