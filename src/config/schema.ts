import {z} from 'zod'
import {alertsSection} from './alert-schema.ts'
import {defaults} from './config.ts'
import {logSection} from './log-schema.ts'
import {key} from './schema-key.ts'
import {age, mailboxes, smtpAddress, subscribers} from './subscriber-schema.ts'
import {languages} from '../text/language.ts'

const absolutePath = z.string().startsWith('/', 'an absolute path is wanted')
const webAddress = z.url({protocol: /^https?$/, error: 'an http or https address is wanted'})
const pluginValues = z.record(z.string(), z.record(z.string(), z.unknown()))
const {install, limits, audit, notify, reload, retries} = defaults

const rbacSection = z.strictObject({
  roles: key(absolutePath, 'The file of the roles, when it is not rbac_roles.json beside this file.'),
  users: key(absolutePath, 'The file of the users, when it is not rbac_users.json beside this file.'),
})

const auditSection = z.strictObject({
  heads: key(
    z.array(absolutePath),
    'Further files that signed heads of the journal are appended to; best on another disk.',
    audit.heads,
  ),
  retentionDays: key(
    z.int().min(0).max(36_500),
    'Days after which events are cut away, the oldest first; 0 keeps them for ever.',
    audit.retentionDays,
  ),
  retentionBytes: key(
    z.union([z.literal(0), z.int().min(1024 ** 2)]),
    'Bytes that the journal may take; the oldest events are cut away beyond. 0 for any number.',
    audit.retentionBytes,
  ),
  archive: key(
    z.union([z.literal(''), absolutePath]),
    'A folder that events are written to before they are cut away; none where it is empty.',
    audit.archive,
  ),
})

const installSection = z.strictObject({
  registry: key(webAddress, "The npm registry that plugins come from; the user's npmrc says it otherwise."),
  indexes: key(
    z.array(z.union([absolutePath, webAddress])),
    'Files and https addresses of indexes that `parrot plugin search` looks in.',
    install.indexes,
  ),
  keys: key(
    z.record(
      z.string().regex(/^[\w.@+-]{1,64}$/, 'a name of at most 64 letters, digits and . @ + - _ is wanted'),
      z.string().regex(/^ed25519:[A-Za-z0-9_-]{43}$/, 'a key is wanted: ed25519: and 43 characters'),
    ),
    'Keys whose signatures count, each by a name of your own.',
    install.keys,
  ),
  signed: key(z.boolean(), 'Install nothing that none of these keys signed.', install.signed),
  entries: key(z.int().min(1).max(20_000), 'Files and folders that a plugin holds at most.', install.entries),
  bytes: key(
    z
      .int()
      .min(1024)
      .max(512 * 1024 ** 2),
    'Bytes that a plugin holds at most.',
    install.bytes,
  ),
})

const retriesSection = z.strictObject({
  attempts: key(
    z.int().min(1).max(10),
    'How often a step of a workflow is called at most, where it does not say so itself.',
    retries.attempts,
  ),
  delayMs: key(z.int().min(0).max(3_600_000), 'Milliseconds before the second attempt.', retries.delayMs),
  factor: key(z.number().min(1).max(10), 'How many times longer each later pause is.', retries.factor),
})

const reloadSection = z.strictObject({
  watch: key(
    z.boolean(),
    'Take a changed file at once while Parrot serves; else only when told to. Roles, users and plugins are always taken at once.',
    reload.watch,
  ),
})

const notifySection = z.strictObject({
  alertEmail: key(mailboxes, 'Who gets an e-mail when something fails or an alert fires.', notify.alertEmail),
  notifyEmail: key(
    mailboxes,
    'Who gets an e-mail when a workflow, a backup or an update has ended.',
    notify.notifyEmail,
  ),
  emailPrefix: key(
    z.string().regex(/^[^\p{Cc}]{0,64}$/u),
    'What the subject of every e-mail begins with.',
    notify.emailPrefix,
  ),
  language: key(
    z.enum(languages),
    'What e-mails and messages by ntfy are written in; records stay English.',
    notify.language,
  ),
  from: key(mailboxes, 'Who e-mails are from; this account at this machine otherwise.', notify.from),
  smtp: key(
    z.union([z.literal(''), smtpAddress]),
    'The server that takes e-mails, such as smtp://host:587, or where the address is kept as a secret; the sendmail of this machine otherwise.',
    notify.smtp,
  ),
  attemptMs: key(z.int().min(100).max(120_000), 'Milliseconds that one attempt may take.', notify.attemptMs),
  maxAgeMs: key(
    age,
    'Milliseconds that an event is tried for before it is put aside as dead.',
    notify.maxAgeMs,
  ),
})

const limitsSection = z.strictObject({
  timeoutMs: key(
    z.int().min(100).max(86_400_000),
    'Milliseconds that a plugin runs at most, whatever its manifest says.',
    limits.timeoutMs,
  ),
  outputBytes: key(
    z
      .int()
      .min(4096)
      .max(64 * 1024 ** 2),
    'Bytes that a plugin writes as its result at most.',
    limits.outputBytes,
  ),
  memoryBytes: key(
    z.int().min(16 * 1024 ** 2),
    'Bytes of memory that a plugin gets at most.',
    limits.memoryBytes,
  ),
  pids: key(z.int().min(8).max(32_768), 'Processes that a plugin has at most at a time.', limits.pids),
  rate: key(
    z.int().min(1).max(1_000_000),
    'How often one caller may call one tool within the window. Not counted: who may do everything, at their own terminal.',
    limits.rate,
  ),
  rateWindowMs: key(z.int().min(1000).max(86_400_000), 'Milliseconds of that window.', limits.rateWindowMs),
  graceMs: key(
    z.int().min(0).max(60_000),
    'Milliseconds between asking a plugin to end and ending it.',
    limits.graceMs,
  ),
})

/** The user's or the system's configuration file. Unknown keys are errors. Every key has a sentence, and its default where it has one. */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('Where the schema of this file is, for editors.'),
  plugins: key(
    pluginValues,
    "Values for each plugin's settings; `parrot plugin config` shows and changes them.",
    defaults.plugins,
  ),
  rbac: rbacSection.optional().describe('Where roles and users are kept.'),
  audit: auditSection.optional().describe('The record of what happened.'),
  install: installSection
    .optional()
    .describe('Where plugins come from, whose signatures count, and how large one may be.'),
  retries: retriesSection.optional().describe('Steps of workflows that may be tried again.'),
  reload: reloadSection.optional().describe('Changes while Parrot serves.'),
  log: logSection.optional().describe('The log of what Parrot does: what is in it, and how long it is kept.'),
  alerts: alertsSection.optional().describe('What people are told of by itself, when, and how often.'),
  notify: notifySection.optional().describe('E-mail, and how long is tried to tell somebody of an event.'),
  subscribers: key(
    subscribers,
    'Who is told of which events: a plugin, a webhook, an e-mail address, ntfy or syslog.',
    defaults.subscribers,
  ),
  limits: limitsSection.optional().describe('Caps that no manifest can exceed.'),
})

/** A project's file: whoever wrote the folder wrote this, so it may only tune plugins, never say who may do what. */
export const projectSchema = z.strictObject({
  $schema: z.string().optional(),
  plugins: pluginValues.optional(),
})
