import {spawn, type ChildProcess} from 'node:child_process'
import {closeSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {logTail} from '../../log/log-tail.ts'
import {openLog} from '../../log/open-log.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'
import {ask} from './ask.ts'
import {serverChanged} from './changed.ts'
import {serverPlace} from './place.ts'
import {whereServer} from './running.ts'

const [patienceMs, everyMs] = [30_000, 50]

/** Starts a process of its own that is the server, and answers once it does. One that was faster is as good. */
export async function launch({host, work}: BuiltinCall): Promise<Answer> {
  const {around, paths} = host
  const place = serverPlace(paths)
  const child = detached(around, openLog(place.log))
  const until = Date.now() + patienceMs
  while (Date.now() < until && !work.request.signal.aborted) {
    const ended = child.exitCode !== null || child.signalCode !== null
    const found = await ask(place, around.uid, 'status')
    if (typeof found === 'object') {
      child.unref()
      return {outcome: 'ok', problems: [], output: serverChanged(found.pid === child.pid, found)}
    }
    // One that lost against another start waits for the winner to answer.
    if (ended && whereServer(paths, around.uid).noted?.dead !== false) break
    await delay(everyMs)
  }
  return failed(child, place.log, work.request.signal)
}

type Around = BuiltinCall['host']['around']

function detached({env, root}: Around, log: number): ChildProcess {
  try {
    const args = [join(root, 'bin', 'parrot'), 'server', 'start', '--foreground']
    const child = spawn(process.execPath, args, {
      env: withoutSystemd(env),
      cwd: '/',
      detached: true,
      // What its command would answer at its end is for nobody; the log has lines with a time.
      stdio: ['ignore', 'ignore', log],
    })
    child.on('error', () => {})
    return child
  } finally {
    closeSync(log)
  }
}

/** What systemd said to whoever starts it is not for the server. */
function withoutSystemd(env: Around['env']): Around['env'] {
  const theirs = /^(?:LISTEN_|WATCHDOG_|NOTIFY_SOCKET$|JOURNAL_STREAM$)/
  return Object.fromEntries(Object.entries(env).filter(([name]) => !theirs.test(name)))
}

function failed(child: ChildProcess, log: string, signal: AbortSignal): Answer {
  child.kill()
  child.unref()
  if (signal.aborted) return {outcome: 'cancelled', problems: [problem('server_not_awaited')]}
  const output = serverChanged(false, {state: 'stopped', pid: null}, logTail(log, 5))
  return {outcome: 'failed', problems: [problem('server_not_up', {log})], output}
}
