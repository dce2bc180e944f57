/** As the manifest declares them; the host has checked them and filled in what has a default. */
export type Config = {
  readonly POSTGRES_SERVER: string
  readonly POSTGRES_USER: string
  readonly POSTGRES_PASSWORD?: string
  readonly POSTGRES_DATABASES: readonly string[]
  readonly POSTGRES_FORMAT: 'custom' | 'plain' | 'both'
  readonly POSTGRES_TLS: string
  readonly POSTGRES_CA: string
  readonly DUMP_DIR: string
  readonly DUMP_KEEP: number
}

export type Input = {readonly database?: string; readonly all?: boolean}

export const extensions = ['dump', 'sql']
