import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir, userInfo} from 'node:os'
import {join} from 'node:path'
import {pathsFor} from '../../src/config/paths.ts'
import {editSchedule} from '../../src/host/cron/edit.ts'
import {withWish} from '../../src/host/cron/wish.ts'
import {root} from '../home.ts'
import {bin, environment} from '../terminal/program.ts'

const rounds = Number(process.argv[2] ?? 15)
const foreign = Array.from(
  {length: 5000},
  (_, at) => `${at % 60} 3 * * 0 /usr/bin/true foreign ${at}\n`,
).join('')

/** An edit of a crontab of 5,000 foreign lines against what crontab(1) itself takes to read it and to write it back. */
const home = mkdtempSync(join(tmpdir(), 'parrot-bench-'))
const before = crontab(['-l'])
try {
  crontab(['-'], foreign)
  const pipe = () => void spawnSync('sh', ['-c', 'crontab -l | crontab -'])
  const command = (at: string) => {
    const argv = [bin, 'setup_cron', 'add', 'health_check', '--role', 'viewer', '--at', at]
    const {status, stderr} = spawnSync(process.execPath, argv, {env: environment(home)})
    if (status !== 0) throw new Error(String(stderr))
  }
  const nothing = () => void spawnSync(process.execPath, ['-e', '0'])
  const times: Record<'pipe' | 'edit' | 'command' | 'node', number[]> = {
    pipe: [],
    edit: [],
    command: [],
    node: [],
  }
  for (let round = 0; round <= rounds; round++) {
    const at = `${round % 60} 1 * * *`
    times.pipe.push(await timed(pipe))
    times.node.push(await timed(nothing))
    times.edit.push(await timed(() => edit(at)))
    times.command.push(await timed(() => command(`${round % 60} 2 * * *`)))
  }
  const [pipes, edits, commands] = [median(times.pipe), median(times.edit), median(times.command)]
  const node = median(times.node)
  say(`crontab -l | crontab - of 5000 lines: ${pipes.toFixed(1)} ms (median of ${rounds})`)
  say(
    `an edit of it by a Parrot that runs: ${edits.toFixed(1)} ms, ${(edits / pipes).toFixed(2)} times (bound 2)`,
  )
  say(
    `parrot setup_cron add, start to end: ${commands.toFixed(1)} ms, ${(commands / pipes).toFixed(2)} times (bound 2)`,
  )
  say(
    `node -e 0, which nothing in Node can be faster than: ${node.toFixed(1)} ms, ${(node / pipes).toFixed(2)} times`,
  )
} finally {
  if (before.status === 0) crontab(['-'], before.stdout)
  else crontab(['-r'])
  rmSync(home, {recursive: true, force: true})
}

async function edit(at: string): Promise<void> {
  const {uid, username} = userInfo()
  const around = {env: {PARROT_HOME: home}, uid, username, home, cwd: '/', root, version: '0'}
  const host = {around, paths: pathsFor(around)}
  const wish = {
    id: 'bench',
    tool: 'hello',
    at,
    input: {},
    role: 'cron',
    missed: 'skip',
    timer: 'cron',
  } as const
  const now = new Date().toISOString()
  const {diff} = await editSchedule(
    host,
    (entries) => withWish(entries, wish, {name: username, uid}, now),
    false,
  )
  if (!diff.includes(`+${at} `)) throw new Error(diff)
}

function crontab(args: readonly string[], input?: string) {
  const {status, stdout, stderr} = spawnSync('crontab', args, {
    encoding: 'latin1',
    maxBuffer: 1 << 26,
    ...(input !== undefined && {input}),
  })
  if (input !== undefined && status !== 0) throw new Error(stderr)
  return {status, stdout}
}

async function timed(work: () => void | Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Of all but the first, which warms up. */
function median([, ...times]: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
