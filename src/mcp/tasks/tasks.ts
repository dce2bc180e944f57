import type {CallToolResult, InputRequests} from '@modelcontextprotocol/server'

type End =
  | {readonly status: 'completed'; readonly result: CallToolResult}
  | {readonly status: 'failed'; readonly error: {readonly code: number; readonly message: string}}
  | {readonly status: 'cancelled'}
type Phase =
  | End
  | {readonly status: 'working'}
  | {readonly status: 'input_required'; readonly inputRequests: InputRequests}

/** A call that runs on when its request has been answered, as its client sees it. */
export type Task = {
  readonly taskId: string
  readonly createdAt: string
  readonly lastUpdatedAt: string
  readonly ttlMs: number
  readonly pollIntervalMs: number
} & Phase

/** What a task is asked to do while it runs. */
export type Work = (held: {
  readonly signal: AbortSignal
  /** Puts questions to the client; resolves once all are answered. */
  readonly ask: (requests: InputRequests) => Promise<Readonly<Record<string, unknown>>>
}) => Promise<End>

/** The tasks of one client. */
export type Tasks = {
  /** Undefined where it has too many already. */
  readonly start: (work: Work) => Task | undefined
  readonly look: (taskId: string) => Task | undefined
  /** Answers that nobody waits for are passed over. */
  readonly answer: (taskId: string, answers: Readonly<Record<string, unknown>>) => void
  readonly cancel: (taskId: string) => void
}

const [ttlMs, pollIntervalMs] = [10 * 60_000, 500]
const most = 64

type Kept = {task: Task; readonly stop: AbortController; waits?: Waits}
type Waits = {
  readonly answers: Record<string, unknown>
  readonly resolve: (answers: Record<string, unknown>) => void
}

/** No tasks yet. One that has ended is kept for as long as was promised, in memory. */
export function newTasks(): Tasks {
  const all = new Map<string, Kept>()
  return {
    start: (work) => {
      forgetOld(all)
      if (all.size >= most) return undefined
      const kept: Kept = {task: fresh(), stop: new AbortController()}
      all.set(kept.task.taskId, kept)
      void carryOut(kept, work)
      return kept.task
    },
    look: (taskId) => all.get(taskId)?.task,
    answer: (taskId, answers) => {
      const kept = all.get(taskId)
      if (kept !== undefined) take(kept, answers)
    },
    cancel: (taskId) => {
      const kept = all.get(taskId)
      if (kept === undefined || isOver(kept.task)) return
      move(kept, {status: 'cancelled'})
      kept.stop.abort()
    },
  }
}

function fresh(): Task {
  const now = new Date().toISOString()
  const taskId = process.getBuiltinModule('node:crypto').randomUUID()
  return {taskId, status: 'working', createdAt: now, lastUpdatedAt: now, ttlMs, pollIntervalMs}
}

async function carryOut(kept: Kept, work: Work): Promise<void> {
  const {signal} = kept.stop
  const end = await work({signal, ask: (requests) => ask(kept, requests)}).catch(failed)
  if (!isOver(kept.task)) move(kept, end)
}

function failed(cause: unknown): End {
  const {code, message} = cause as {readonly code?: unknown; readonly message?: unknown}
  const known = typeof code === 'number' && typeof message === 'string'
  return {status: 'failed', error: known ? {code, message} : {code: -32_603, message: 'Internal error'}}
}

function ask(kept: Kept, inputRequests: InputRequests): Promise<Readonly<Record<string, unknown>>> {
  const {promise, resolve, reject} = Promise.withResolvers<Record<string, unknown>>()
  const {signal} = kept.stop
  signal.addEventListener('abort', () => reject(signal.reason as Error), {once: true})
  kept.waits = {answers: {}, resolve}
  move(kept, {status: 'input_required', inputRequests})
  return promise
}

function take(kept: Kept, given: Readonly<Record<string, unknown>>): void {
  const {task, waits} = kept
  if (task.status !== 'input_required' || waits === undefined) return
  const asked = Object.entries(task.inputRequests)
  for (const [key] of asked) if (Object.hasOwn(given, key)) waits.answers[key] = given[key]
  const open = asked.filter(([key]) => !Object.hasOwn(waits.answers, key))
  if (open.length > 0) return move(kept, {status: 'input_required', inputRequests: Object.fromEntries(open)})
  move(kept, {status: 'working'})
  waits.resolve(waits.answers)
}

function move(kept: Kept, phase: Phase): void {
  const {taskId, createdAt} = kept.task
  const lastUpdatedAt = new Date().toISOString()
  kept.task = {taskId, createdAt, lastUpdatedAt, ttlMs, pollIntervalMs, ...phase}
}

function isOver({status}: Task): boolean {
  return status !== 'working' && status !== 'input_required'
}

function forgetOld(all: Map<string, Kept>): void {
  for (const [taskId, {task}] of all)
    if (isOver(task) && Date.now() - Date.parse(task.lastUpdatedAt) > ttlMs) all.delete(taskId)
}
