import {existsSync, readdirSync, readFileSync} from 'node:fs'
import type {RunLimits} from './sandbox.ts'
import type {Cause} from './stop.ts'

const everyMs = 100
/** The half of the shim that waits for the plugin. */
const shimBelow = 1

/** Looks now and then at the whole tree below `root` and calls `over` when it holds more memory or processes than it may. */
export function watchTree(root: number, limits: RunLimits, over: (cause: Cause) => void): {stop(): void} {
  const timer = setInterval(() => {
    const cause = judged(root, limits)
    if (cause !== undefined) over(cause)
  }, everyMs)
  timer.unref()
  return {stop: () => clearInterval(timer)}
}

/** What lives and cannot be looked at may hold anything. */
function judged(root: number, {pids, memoryBytes}: RunLimits): Cause | undefined {
  try {
    const tree = treeOf(root)
    const threads = tree.reduce((sum, {threads}) => sum + threads.length, 0)
    if (threads > pids + shimBelow) return 'process_limit'
    return resident(tree) > memoryBytes && proportional(tree) > memoryBytes ? 'memory_limit' : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EMFILE') return undefined
    return 'memory_limit'
  }
}

/** Does this kernel tell which processes are whose children? */
export function canWatch(): boolean {
  return existsSync(`/proc/self/task/${process.pid}/children`)
}

type Member = {readonly pid: string; readonly threads: readonly string[]}

/** Every process below `root`; who lost its parent is a child of process 1 in there, which is `root`. */
function treeOf(root: number): Member[] {
  const tree: Member[] = []
  const waiting = childrenOf(String(root)).below
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const {threads, below} = childrenOf(pid)
    tree.push({pid, threads})
    waiting.push(...below)
  }
  return tree
}

function childrenOf(pid: string): {threads: string[]; below: string[]} {
  const threads = unless(gone, () => readdirSync(`/proc/${pid}/task`)) ?? []
  const below = threads.flatMap((thread) => {
    // A thread that ends meanwhile must not hide the children of the others.
    const text = unless(gone, () => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'))
    return text?.match(/\d+/g) ?? []
  })
  return {threads, below}
}

/** Cheap, and too much: what several share is counted several times. */
function resident(tree: readonly Member[]): number {
  return sum(tree, (text) => kib(text, 'VmRSS'))
}

/** Exact: what n share is counted as one nth for each. Without the pages of files, which the kernel can drop. */
function proportional(tree: readonly Member[]): number {
  return sum(tree, (status, thread) => {
    const exact = unless(['EACCES', 'EPERM'], () => readFileSync(`/proc/${thread}/smaps_rollup`, 'utf8'))
    // Closed to whoever may not trace the process, which a process can choose: then its share is all of it.
    if (exact === undefined) return kib(status, 'RssAnon') + kib(status, 'RssShmem')
    return kib(exact, 'Pss_Anon') + kib(exact, 'Pss_Shmem')
  })
}

/** The bytes that all of them take, each as its status and a thread that holds its memory have it in KiB. */
function sum(tree: readonly Member[], kibOf: (status: string, thread: string) => number): number {
  let total = 0
  for (const member of tree) {
    const holder = holderOf(member)
    if (holder) total += (unless(gone, () => kibOf(holder.status, holder.thread)) ?? 0) * 1024
  }
  return total
}

/** The first thread that still has the memory of its process: where the main one has exited, the others live on. */
function holderOf({pid, threads}: Member): {status: string; thread: string} | undefined {
  for (const thread of new Set([pid, ...threads])) {
    const status = unless(gone, () => readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')) ?? ''
    if (/^VmRSS:/m.test(status)) return {status, thread}
  }
  return undefined
}

const gone = ['ENOENT', 'ESRCH']

/** What `read` gives, or undefined where it fails for one of these reasons. */
function unless<T>(reasons: readonly string[], read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (reasons.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

function kib(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
}
