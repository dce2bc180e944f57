import {z} from 'zod'
import {eventTypes} from '../events/event-types.ts'
import {typesLike} from '../events/type-pattern.ts'
import {nearest} from '../text/nearest.ts'
import {bareAddress} from './bare-address.ts'

const most = 32

/** Where a secret is kept: a file of one's own, a variable, a credential of systemd. */
const secretPlace = z.union(
  [
    z.strictObject({file: z.string().regex(/^\/[^\p{Cc}]{1,4094}$/u)}),
    z.strictObject({env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/)}),
    z.strictObject({credential: z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9@._:-]{1,255}$/)}),
  ],
  {error: 'a place is wanted: {file: /path}, {env: NAME} or {credential: name}'},
)

/** `root` is a mailbox of this machine. */
const host = '@(?=.{1,253}(?:,|$))[A-Za-z0-9]+(?:(?:\\.|-+)[A-Za-z0-9]+)*'
const box = `[^\\s,;<>()"\\\\@]{1,64}(?:${host})?`
export const mailbox = new RegExp(`^${box}$`)
export const mailboxes = z.string().regex(new RegExp(`^(?:${box}(?:, ?(?!$)|$)){0,32}$`), {
  error: 'e-mail addresses are wanted, with commas between them',
})
const oneMailbox = z.string().regex(mailbox, 'an e-mail address is wanted')

/** What has a password in it must not stand in a file that is shown. */
const address = (protocol: RegExp, want: string) =>
  z
    .url({protocol, error: want})
    .max(2048)
    .refine((text) => !/^[a-z]+:\/\/[^/?#]*@/i.test(text), {
      error: 'an address with a password in it is a secret; say where it is: {file: /path}',
    })
/** A server, without a path or a query: see bare-address.ts. */
const serverAddress = (protocol: RegExp, want: string) =>
  address(protocol, want).refine((text) => bareAddress(text) !== undefined, {error: want})
export const smtpAddress = z.union(
  [serverAddress(/^smtps?$/, 'an address is wanted: smtp://host:port or smtps://host:port'), secretPlace],
  {error: 'an address without a password is wanted, such as smtp://host:587, or {file: /path} of one'},
)
const webAddress = address(/^https?$/, 'an http or https address is wanted')

const pattern = z
  .string()
  .regex(
    /^(?:[A-Z*][A-Z0-9_*]{0,63}|info|warning|error)$/,
    'a type of events such as BACKUP_*, or info, warning or error, is wanted',
  )
  // One that means none would never be told of anything.
  .refine((text) => /^[a-z]/.test(text) || typesLike(text).length > 0, {
    error: ({input}) =>
      `a type of events that there is, such as ${nearest(String(input), eventTypes) ?? 'BACKUP_*'}, is wanted`,
  })

const plugin = z.strictObject({
  tool: z.string().regex(/^[a-z][a-z0-9_]{0,127}$/, 'the name of a tool is wanted'),
  as: z.string().min(1).max(64),
  input: z.record(z.string(), z.unknown()).optional(),
})

const webhook = z.strictObject({
  url: z.union([webAddress, secretPlace], {
    error: 'an http or https address without a password is wanted, or {file: /path} of one',
  }),
  secret: secretPlace.optional(),
  headers: z
    .record(
      z
        .string()
        .regex(
          /^(?!(?:host|content-.*|webhook-.*|connection|transfer-encoding)$)[a-z0-9-]{1,64}$/i,
          'a header of this name cannot be set',
        ),
      z.union([z.string().regex(/^[\t\x20-\x7e]{0,2048}$/), secretPlace]),
    )
    .optional(),
})

const email = z.strictObject({
  to: z.union([oneMailbox, z.array(oneMailbox).min(1).max(most)], {error: 'an e-mail address is wanted'}),
  from: oneMailbox.optional(),
  smtp: smtpAddress.optional(),
})

const ntfy = z.strictObject({
  topic: z.union([z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), secretPlace], {
    error: 'a topic is wanted, or {file: /path} of one',
  }),
  url: webAddress.optional(),
  token: secretPlace.optional(),
})

const syslog = z.strictObject({
  to: z.union([z.enum(['syslog', 'journald']), serverAddress(/^(?:udp|tcp|tls)$/, 'a collector is wanted')], {
    error:
      'syslog, journald, or an address such as udp://host:514, tcp://host:601 or tls://host:6514 is wanted',
  }),
  ca: z
    .string()
    .regex(/^\/[^\p{Cc}]{1,4094}$/u, 'the whole path of a file is wanted')
    .optional(),
  facility: z
    .enum(
      // Those that programs of one's own may use, by their names in syslog.conf(5).
      [
        'user',
        'daemon',
        'auth',
        'authpriv',
        'local0',
        'local1',
        'local2',
        'local3',
        'local4',
        'local5',
        'local6',
        'local7',
      ],
    )
    .optional(),
})

/** Milliseconds; a week at most. */
export const age = z.int().min(1000).max(604_800_000)

const subscriber = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'a name of lower-case letters, digits, "-" and "_" is wanted'),
    events: z.union([pattern, z.array(pattern).min(1).max(most)], {
      error: 'types of events such as BACKUP_*, or info, warning or error, are wanted',
    }),
    plugin: plugin.optional(),
    webhook: webhook.optional(),
    email: email.optional(),
    ntfy: ntfy.optional(),
    syslog: syslog.optional(),
    maxAgeMs: age.optional(),
  })
  .refine(
    ({plugin, webhook, email, ntfy, syslog}) =>
      [plugin, webhook, email, ntfy, syslog].filter((way) => way !== undefined).length === 1,
    {error: 'exactly one of plugin, webhook, email, ntfy and syslog is wanted'},
  )

/** The list of those that are told of events. */
export const subscribers = z
  .array(subscriber)
  .max(most)
  .refine((all) => new Set(all.map(({name}) => name)).size === all.length, {
    error: 'two of them have one name',
  })
