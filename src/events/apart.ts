import {Worker} from 'node:worker_threads'

export type Apart = {
  /** The first row of each query; undefined where they were not asked apart, or could not be. */
  rows(): Promise<readonly (Readonly<Record<string, unknown>> | undefined)[] | undefined>
  /** Nobody wants to know any more. */
  drop(): Promise<void>
}

/** It is a text, because what is bundled has no file of its own that a thread could begin with. */
const program = `
  const {parentPort, workerData: {file, queries}} = require('node:worker_threads')
  const {DatabaseSync} = require('node:sqlite')
  const db = new DatabaseSync(file, {readOnly: true, timeout: 10_000})
  parentPort.postMessage(queries.map((sql) => db.prepare(sql).get()))
  db.close()`

/** Asks a database in a thread of its own, while this one does something else. Nothing is asked where there are no queries. */
export function checkedApart(file: string, queries: readonly string[]): Apart {
  if (queries.length === 0) return {rows: async () => undefined, drop: async () => {}}
  const worker = new Worker(program, {eval: true, workerData: {file, queries: [...queries]}})
  const {promise, resolve} = Promise.withResolvers<Awaited<ReturnType<Apart['rows']>>>()
  worker.once('message', resolve)
  worker.once('error', () => resolve(undefined))
  worker.once('exit', () => resolve(undefined))
  return {
    rows: () => promise,
    drop: async () => {
      worker.unref()
      await worker.terminate()
    },
  }
}
