/**
 * What stands behind the commands of `backup`. The embedded engine needs nothing installed; that of restic keeps the same
 * promises through a program that many know:
 *
 * - An archive is there whole or not at all, whenever the engine is killed. What was good stays good.
 * - What could not be read is named in `missing`, what was not meant to be kept in `skipped`; nothing is silently absent.
 * - `verify` reads every byte; `prune` removes nothing before it has read one archive that stays. `restore` never replaces a file
 *   unless it is told to.
 * - One that changes something is alone on its folder, and with `dryRun` changes nothing.
 */
export type Engine = {
  readonly create: (job: Job, options: CreateOptions) => Promise<Created>
  readonly list: (job: Job) => Promise<PartListing>
  readonly verify: (job: Job, options: VerifyOptions) => Promise<Verified>
  readonly restore: (job: Job, options: RestoreOptions) => Promise<Restored>
  readonly drill: (job: Job, options: DrillOptions) => Promise<Drilled>
  readonly prune: (job: Job, options: PruneOptions) => Promise<Pruned>
}

/** Where the archives are, and how the work is told of and broken off. */
export type Job = {
  readonly dir: string
  /** Opens archives that are encrypted: as `age-keygen` writes it. */
  readonly identity?: string | undefined
  readonly dryRun: boolean
  readonly signal: AbortSignal
  readonly now: () => number
  readonly log: (level: 'info' | 'warn' | 'error', line: string) => void
  readonly progress: (share: number, message: string) => void
}

/** A name as somebody can read it, and why. */
export type Named = {readonly path: string; readonly why: string}

export type CreateOptions = {
  readonly sources: readonly string[]
  readonly excludes: readonly string[]
  readonly oneFileSystem: boolean
  /** Of zstd, 1 to 19. */
  readonly level: number
  /** Begin even where the disk seems too small. */
  readonly ignoreSpace: boolean
  /** Of age, to encrypt for; it is not encrypted where there are none. */
  readonly recipients?: readonly string[]
  /** Make the repository where there is none yet; the embedded engine needs none. */
  readonly init?: boolean
}

/** Lists are cut at a hundred; the counts are whole, and so are the lists in the archive. */
export type Created = Saved & {
  /** Undefined where it was a dry run. */
  readonly archive?: string
  readonly archiveBytes?: number
  readonly notKept: readonly string[]
  readonly seconds: number
}

export type Saved = {
  readonly created: string
  readonly sources: readonly string[]
  readonly entries: number
  readonly files: number
  readonly bytes: number
  readonly missingCount: number
  readonly changedCount: number
  readonly skippedCount: number
  readonly missing: readonly Named[]
  readonly changed: readonly Named[]
  readonly skipped: readonly Named[]
}

export type Archive = {
  readonly archive: string
  readonly archiveBytes: number
  /** `encrypted`: it could not be looked into, and of what it holds nothing is known: the counts are null. */
  readonly state: 'complete' | 'damaged' | 'encrypted'
  /** What is wrong with one that is damaged, or why it could not be looked into. */
  readonly why: string
  readonly created: string | null
  readonly entries: number | null
  readonly files: number | null
  readonly bytes: number | null
  readonly missingCount: number | null
  readonly changedCount: number | null
}

/** Newest first. `complete` says that its end and its manifest are sound; only `verify` reads every byte. */
export type Listing = {readonly archives: readonly Archive[]; readonly leftOver: readonly string[]}

/** The same where an engine does not know everything: what it does not is null. */
export type PartArchive = Omit<Archive, 'archiveBytes'> & {readonly archiveBytes: number | null}
export type PartListing = {readonly archives: readonly PartArchive[]; readonly leftOver: readonly string[]}

export type VerifyOptions = {readonly archive?: string | undefined; readonly all: boolean}
export type Verified = {
  readonly archives: readonly {
    readonly archive: string
    readonly entries: number
    readonly files: number
    readonly bytes: number
    readonly damagedCount: number
    readonly damaged: readonly Named[]
  }[]
  readonly seconds: number
}

export type RestoreOptions = {
  readonly archive?: string | undefined
  /** The folder that the new one is made in. */
  readonly below: string
  /** The name of the new folder; the archive's own where it is not said. */
  readonly into?: string | undefined
  /** Absolute paths as they were; everything where there are none. */
  readonly only: readonly string[]
  readonly overwrite: boolean
}
export type Restored = {
  readonly archive: string
  readonly folder: string
  readonly entries: number
  readonly bytes: number
  readonly failedCount: number
  readonly failed: readonly Named[]
  readonly notKept: readonly string[]
  /** Archives that were to be restored before this one, and cannot: the newest first. */
  readonly damaged: readonly Named[]
  /** Of a dry run into a folder that exists. */
  readonly there?: There
  readonly seconds: number
}

/** What would become of something that is there, and how it differs. */
export type Met = Named & {readonly what: string}

/** What of the files and links of an archive would be new in a folder, and what is there in the place of each other one. */
export type There = {
  readonly fresh: number
  readonly same: number
  readonly different: number
  /** A folder is in the place of a file, or the other way round: they could not be put there. */
  readonly blocked: number
  readonly files: readonly Met[]
}

export type DrillOptions = {
  readonly archive?: string | undefined
  readonly sample: number
  /** Where the sample is restored to, and removed again. */
  readonly scratch: string
}
export type Drilled = {
  readonly archive: string
  readonly sampled: number
  readonly bytes: number
  readonly sameAsSource: number
  /** The source has another size or time by now, or is gone; the archive is as it was. */
  readonly changedSince: number
  readonly differentCount: number
  readonly different: readonly Named[]
  /** Archives that were to be drilled before this one, and cannot: the newest first. This one itself where none is whole. */
  readonly damaged: readonly Named[]
  readonly seconds: number
}

export type PruneOptions = {
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
  /** Older than this goes, whatever else would keep it; 0 is no limit. */
  readonly days: number
}
export type Pruned = {
  readonly kept: readonly {readonly archive: string; readonly because: readonly string[]}[]
  readonly removed: readonly string[]
  readonly damaged: readonly string[]
  readonly freedBytes: number
  /** Encrypted, and without a key for it: its bytes are those that were written, what is in them was not looked at. */
  readonly unread?: readonly string[]
  /** Nothing was removed, since no archive that would stay is good. */
  readonly refused: string
}
