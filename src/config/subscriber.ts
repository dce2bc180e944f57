import type {Language} from '../text/language.ts'
/** By their names in syslog.conf(5). */
export type Facility =
  | 'user'
  | 'daemon'
  | 'auth'
  | 'authpriv'
  | 'local0'
  | 'local1'
  | 'local2'
  | 'local3'
  | 'local4'
  | 'local5'
  | 'local6'
  | 'local7'

/** Where a secret is kept: never in the configuration itself. */
export type SecretPlace = {readonly file: string} | {readonly env: string} | {readonly credential: string}

/** Text that is no secret, or where to find one that is. */
export type Said = string | SecretPlace

/** One that is told of events. Exactly one of `plugin`, `webhook`, `email`, `ntfy` and `syslog` says how. */
export type Subscriber = {
  readonly name: string
  /** Types of events, `*` standing for any letters, or a severity, which means it and what is worse. */
  readonly events: string | readonly string[]
  readonly plugin?: {
    readonly tool: string
    /** The user whose roles it runs with. */
    readonly as: string
    /** Its input; `{event}`, `{tool}` and others in a text stand for what the event says. */
    readonly input?: Readonly<Record<string, unknown>>
  }
  readonly webhook?: {
    readonly url: Said
    readonly secret?: SecretPlace
    readonly headers?: Readonly<Record<string, Said>>
  }
  readonly email?: {readonly to: string | readonly string[]; readonly from?: string; readonly smtp?: Said}
  readonly ntfy?: {readonly topic: Said; readonly url?: string; readonly token?: SecretPlace}
  readonly syslog?: {
    /** This machine's, or a collector: `udp://`, `tcp://` or `tls://` with host and port. */
    readonly to: string
    /** Of the authority that vouches for a collector by `tls://`: an absolute path of a PEM file. */
    readonly ca?: string
    readonly facility?: Facility
  }
  /** Milliseconds that an event is tried for; `notify.maxAgeMs` where it does not say. */
  readonly maxAgeMs?: number
}

/** Where a topic is, unless `url` says another server. */
export const standardNtfy = 'https://ntfy.sh'

/** What holds for all of them, and the e-mail addresses of the seeds. An empty text is as good as not set. */
export type Notify = {
  readonly alertEmail: string
  readonly notifyEmail: string
  readonly emailPrefix: string
  /** What e-mails and messages by ntfy are written in. */
  readonly language: Language
  readonly from: string
  /** An address such as smtp://mail.example:587; one with a password is a secret. */
  readonly smtp: Said
  /** Milliseconds that one attempt may take, and that an event is tried for before it is put aside. */
  readonly attemptMs: number
  readonly maxAgeMs: number
}
