/** What one call hands to a plugin, and how the plugin speaks while it works. */
export type Call<Input, Config> = {
  readonly id: string
  readonly input: Input
  readonly config: Config
  readonly facts: Readonly<Record<string, unknown>>
  readonly dryRun: boolean
  readonly client: readonly string[]
  readonly answers: Readonly<Record<string, unknown>>
  readonly state: string | undefined
  readonly progress: (progress: number, message?: string) => void
  readonly changed: (what: string) => void
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error', line: string) => void
}

/** Reads the call, gives it to `run`, and writes what that returns: a string as it is, anything else as JSON. */
export declare function definePlugin<Input, Config = unknown>(
  run: (call: Call<Input, Config>) => unknown,
): Promise<void>
