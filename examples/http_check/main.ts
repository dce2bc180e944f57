import {readFileSync} from 'node:fs'

type Call = {readonly input: {readonly slow: number}; readonly config: {readonly TARGETS: readonly string[]}}
type Target = {
  readonly url: string
  readonly status: string
  readonly ms: number
  readonly ok: boolean
  readonly why?: string
}

/** An answer is an answer at its headers; what follows is not read, however long it is. */
async function ask(url: string, slow: number): Promise<Target> {
  const started = performance.now()
  const took = () => Math.round(performance.now() - started)
  try {
    const answer = await fetch(url, {redirect: 'manual', signal: AbortSignal.timeout(slow * 2)})
    await answer.body?.cancel()
    const ms = took()
    const ok = answer.status < 400 && ms <= slow
    return {url, status: String(answer.status), ms, ok, ...(ms > slow && {why: `slower than ${slow} ms`})}
  } catch (error) {
    const {message, cause, name} = error as Error
    const why =
      name === 'TimeoutError'
        ? `no answer within ${slow * 2} ms`
        : ((cause as Error | undefined)?.message ?? message)
    return {url, status: 'down', ms: took(), ok: false, why}
  }
}

const {input, config} = JSON.parse(readFileSync(0, 'utf8')) as Call
const targets = await Promise.all(config.TARGETS.map((url) => ask(url, input.slow)))
const bad = targets.filter(({ok}) => !ok).length
const line =
  bad === 0
    ? `${targets.length} of ${targets.length} answer`
    : `${bad} of ${targets.length} do not answer as they should`
process.stdout.write(JSON.stringify({line, targets, findings: bad > 0}))
