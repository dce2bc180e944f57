import {existsSync, readdirSync, readFileSync} from 'node:fs'
import type {RunLimits} from './sandbox.ts'
import type {Cause} from './stop.ts'

const everyMs = 100
/** The half of the shim that waits for the plugin. */
const shimBelow = 1

/** Looks now and then at the whole tree below `root` and calls `over` when it holds more memory or processes than it may. */
export function watchTree(root: number, limits: RunLimits, over: (cause: Cause) => void): {stop(): void} {
  const timer = setInterval(() => {
    const tree = treeOf(root)
    const threads = tree.reduce((sum, {threads}) => sum + threads, 0)
    if (threads > limits.pids + shimBelow) over('process_limit')
    else if (resident(tree) > limits.memoryBytes && proportional(tree) > limits.memoryBytes)
      over('memory_limit')
  }, everyMs)
  timer.unref()
  return {stop: () => clearInterval(timer)}
}

/** Does this kernel tell which processes are whose children? */
export function canWatch(): boolean {
  return existsSync(`/proc/self/task/${process.pid}/children`)
}

type Member = {readonly pid: string; readonly threads: number}

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

function childrenOf(pid: string): {threads: number; below: string[]} {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const below = threads.flatMap(
      (thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').match(/\d+/g) ?? [],
    )
    return {threads: threads.length, below}
  } catch {
    return {threads: 0, below: []}
  }
}

/** Cheap, and too much: what several share is counted several times. */
function resident(tree: readonly Member[]): number {
  return sum(tree, (pid) => kib(readFileSync(`/proc/${pid}/status`, 'utf8'), 'VmRSS') * 1024)
}

/** Exact: what n share is counted as one nth for each. Without the pages of files, which the kernel can drop. */
function proportional(tree: readonly Member[]): number {
  return sum(tree, (pid) => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return (kib(text, 'Pss_Anon') + kib(text, 'Pss_Shmem')) * 1024
  })
}

function kib(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
}

function sum(tree: readonly Member[], bytesOf: (pid: string) => number): number {
  let total = 0
  for (const {pid} of tree) {
    try {
      total += bytesOf(pid)
    } catch {
      // it has ended meanwhile
    }
  }
  return total
}
