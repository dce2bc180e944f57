import {existsSync} from 'node:fs'
import {createTransport, type Transporter} from 'nodemailer'
import {bareAddress, type BareAddress} from '../../config/bare-address.ts'
import type {Subscriber} from '../../config/subscriber.ts'
import {errorWords} from '../../text/error-words.ts'
import {phrase} from '../../text/phrase.ts'
import {plainLine} from '../../text/plain.ts'
import {problem} from '../../text/problem.ts'
import {quotedIn} from '../quoted.ts'
import {tellerIn} from '../../text/reader.ts'
import {textOf, type ChannelDeps, type Failure, type Told} from '../channel.ts'
import {messageOf} from '../message.ts'

const sendmail = ['/usr/sbin/sendmail', '/usr/lib/sendmail']

/** One e-mail as plain text. Its Message-ID is the event's, so that what came twice can be told. */
export async function sendEmail(
  deps: ChannelDeps,
  name: string,
  {to, from, smtp}: NonNullable<Subscriber['email']>,
  event: Told,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const {notify, machine, account, world} = deps
  const server = textOf(deps, name, 'email.smtp', smtp ?? notify.smtp)
  if ('problem' in server) return server
  const address = server.text === '' ? undefined : bareAddress(server.text)
  if (server.text !== '' && !/^smtps?$/.test(address?.protocol ?? '')) return {problem: noAddress()}
  const {title, text} = messageOf(
    event,
    machine,
    await tellerIn(notify.language, quotedIn(world(), notify.language)),
  )
  const transport = transportTo(address, notify.attemptMs)
  const sender = from ?? (notify.from === '' ? `${account}@${machine}` : notify.from)
  const sending = transport.sendMail({
    from: {name: `Parrot on ${machine}`, address: sender},
    to: [to].flat().map(whole),
    subject: plainLine(`${notify.emailPrefix} ${title}`.trim(), 200),
    text,
    date: new Date(event.timestamp),
    messageId: `<${event.hash.slice(0, 32)}.${event.sequence}${again(event)}@${machine}>`,
    headers: {'Auto-Submitted': 'auto-generated'},
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const sent = await Promise.race([sending, over(signal)])
    const [refused] = sent.rejectedErrors ?? []
    // Those who were told are told again: none is left out.
    return refused === undefined ? undefined : failureOf(refused)
  } catch (error) {
    sending.catch(() => {})
    return failureOf(error)
  } finally {
    transport.close()
  }
}

/** A mailbox would take what is told again for the same mail. */
const again = ({replayed}: Told) => (replayed === undefined ? '' : `.r${replayed.number}`)

/** A mailbox of this machine is one of the server's own. */
const whole = (address: string) => (address.includes('@') ? address : `${address}@localhost`)

const noAddress = () =>
  problem('delivery_mail', {
    cause: phrase('its address is not of the form {form}', {form: 'smtp://host:port'}),
  })

/** The one that is configured; else this machine's sendmail, else what listens on port 25 of it. */
function transportTo(address: BareAddress | undefined, ms: number): Transporter {
  const times = {connectionTimeout: ms, greetingTimeout: ms, socketTimeout: ms, dnsTimeout: ms}
  if (address !== undefined) return createTransport({...serverAt(address), ...times})
  const path = sendmail.find(existsSync)
  if (path !== undefined) return createTransport({sendmail: true, path, newline: 'unix'})
  return createTransport({host: 'localhost', port: 25, ignoreTLS: true, ...times})
}

/** Never the address as it stands: the library would take options from it. A password goes to another machine over TLS or not at all. */
function serverAt({protocol, host, port, login}: BareAddress) {
  const here = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)
  return {
    host: host.replaceAll(/^\[|\]$/g, ''),
    port,
    secure: protocol === 'smtps',
    requireTLS: login !== undefined && !here,
    ...(login !== undefined && {auth: login}),
  }
}

async function over(signal: AbortSignal): Promise<never> {
  const late = () => Object.assign(new Error('no answer in time'), {code: 'ETIMEDOUT'})
  if (signal.aborted) throw late()
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(late()), {once: true}))
}

type MailError = {readonly [key in 'code' | 'message' | 'responseCode' | 'response']?: unknown}

/** ESOCKET says only where it failed; of the message, which may hold an address, no more than the code is taken. */
function beneath(code: string, message: unknown): string {
  const [, inner] = /^(?:connect|getaddrinfo|read|write) (E[A-Z_]+)\b/.exec(String(message)) ?? []
  return inner ?? code
}

/** A server that says 5xx of an address or a text will say so again; of a password somebody may change that. */
function failureOf(error: unknown): Failure {
  const {code, message, responseCode, response} = error as MailError
  const words = typeof code === 'string' ? errorWords(beneath(code, message)) : undefined
  const cause = [words, response].filter((part) => typeof part === 'string').join(': ')
  const never = code !== 'EAUTH' && typeof responseCode === 'number' && responseCode >= 500
  const told = problem('delivery_mail', {cause: plainLine(cause || 'it failed', 200)})
  return {problem: told, ...(never && {final: true})}
}
