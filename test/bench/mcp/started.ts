import {spawn, spawnSync, type ChildProcess} from 'node:child_process'
import {readFileSync, globSync} from 'node:fs'
import {connect, createServer, type AddressInfo, type NetConnectOpts} from 'node:net'
import {setTimeout as delay} from 'node:timers/promises'

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Starts a program that the end of the bench ends. */
export function started(file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(file, args, {env, stdio: ['pipe', 'pipe', 'ignore']})
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

/** Ends it and, for one that started others, those. */
export async function over(child: ChildProcess): Promise<void> {
  const all = treeOf(child.pid ?? 0)
  child.kill('SIGTERM')
  const gone =
    child.exitCode !== null ||
    child.signalCode !== null ||
    new Promise((resolve) => child.once('exit', resolve))
  await Promise.race([gone, delay(5000)])
  for (const pid of all) spawnSync('kill', ['-9', String(pid)], {stdio: 'ignore'})
}

/** Resolves once something listens there. */
export async function answers(at: NetConnectOpts): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    const {promise, resolve} = Promise.withResolvers<boolean>()
    const socket = connect(at)
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false))
    const open = await promise
    socket.destroy()
    if (open) return
    await delay(10)
  }
  throw new Error(`nothing listens at ${JSON.stringify(at)}`)
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Megabytes that it and all it started keep in memory. */
export function residentOf(pid: number): number {
  const kilobytes = treeOf(pid).map((one) => Number(/^VmRSS:\s+(\d+)/m.exec(statusOf(one))?.[1] ?? 0))
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024
}

function treeOf(root: number): number[] {
  const parents = globSync('/proc/[0-9]*/status').map((file) => {
    const pid = Number(file.split('/')[2])
    return {pid, parent: Number(/^PPid:\s+(\d+)/m.exec(statusOf(pid))?.[1])}
  })
  const below = (pid: number): number[] => [
    pid,
    ...parents.filter(({parent}) => parent === pid).flatMap((one) => below(one.pid)),
  ]
  return below(root)
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
