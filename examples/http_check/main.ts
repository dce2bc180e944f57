import {readFileSync} from 'node:fs'
import {request as plain} from 'node:http'
import {request as secured} from 'node:https'
import {NotAsked, tunnel} from './tunnel.ts'

type Call = {
  readonly input: {readonly slow: number}
  readonly config: {readonly TARGETS: readonly string[]; readonly CA: string}
}
type Target = {
  readonly url: string
  readonly status: string
  readonly ms: number
  readonly ok: boolean
  readonly why?: string
}

const {input, config} = JSON.parse(readFileSync(0, 'utf8')) as Call

async function look(target: string, slow: number): Promise<Target> {
  const started = performance.now()
  const took = () => Math.round(performance.now() - started)
  const url = shown(target)
  try {
    const status = await ask(new URL(target), AbortSignal.timeout(slow * 2))
    const ms = took()
    const ok = status < 400 && ms <= slow
    return {url, status: String(status), ms, ok, ...(ms > slow && {why: `slower than ${slow} ms`})}
  } catch (error) {
    const {name, message} = error as Error
    const status = error instanceof NotAsked ? 'not asked' : 'down'
    const why = name === 'AbortError' ? `no answer within ${slow * 2} ms` : message
    return {url, status, ms: took(), ok: false, why}
  }
}

/** An answer is an answer at its headers; what follows is not read, however long it is. */
async function ask(url: URL, signal: AbortSignal): Promise<number> {
  if (!/^https?:$/.test(url.protocol)) throw new NotAsked('it begins with neither http: nor https:')
  const socket = await tunnel(url, config.CA, signal)
  try {
    return await new Promise((resolve, reject) => {
      const request = url.protocol === 'https:' ? secured : plain
      request(url, {signal, createConnection: () => socket})
        .on('response', ({statusCode = 0}) => resolve(statusCode))
        .on('error', reject)
        .end()
    })
  } finally {
    socket.destroy()
  }
}

/** Without the name and the password that may stand in an address: they are sent, and nobody else's business. */
function shown(target: string): string {
  const url = URL.parse(target)
  if (url === null) return target.replace(/^.*@/s, '…@')
  url.username = ''
  url.password = ''
  url.hash = ''
  return url.href
}

const targets = await Promise.all(config.TARGETS.map((target) => look(target, input.slow)))
const bad = targets.filter(({ok}) => !ok).length
const line =
  bad === 0
    ? `${targets.length} of ${targets.length} answer`
    : `${bad} of ${targets.length} do not answer as they should`
process.stdout.write(JSON.stringify({line, targets, findings: bad > 0}))
