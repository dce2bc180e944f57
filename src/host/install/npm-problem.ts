import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'

/** What npm's failure means to somebody who wants a plugin: what is not there is told from what cannot be reached. */
export function npmProblem(said: string, spec: string): Problem {
  const code = /"code": ?"([A-Z0-9_]+)"/.exec(said)?.[1] ?? /code ([A-Z0-9_]{3,})/.exec(said)?.[1] ?? ''
  if (code === 'E404') return problem('npm_missing', {spec})
  if (code === 'ETARGET') return problem('npm_version_missing', {spec})
  if (code === 'EINTEGRITY') return problem('npm_integrity', {spec})
  if (code === 'ENOSPC') return problem('install_disk_full')
  if (/^E40[13]$/.test(code) || code === 'ENEEDAUTH') return problem('npm_refused', {spec})
  if (/^E5\d\d$/.test(code)) return problem('npm_server', {spec, status: code.slice(1)})
  if (/TIMEOUT|ETIMEDOUT/.test(code) || /network timeout/i.test(said)) return problem('npm_silent', {spec})
  if (offline.has(code) || /FETCH_ERROR|ECONN|ENOTFOUND|EAI_AGAIN/.test(said))
    return problem('npm_offline', {spec, cause: code || 'no connection'})
  return problem('fetch_failed', {
    source: spec,
    cause: printable(summaryOf(said) || code || 'npm said nothing'),
  })
}

const offline: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

const summaryOf = (said: string) => /"summary": ?"([^"]{0,300})/.exec(said)?.[1] ?? ''
