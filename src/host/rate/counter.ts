import {DatabaseSync, type SQLInputValue, type StatementSync} from 'node:sqlite'
import type {RateLimiterRes} from 'rate-limiter-flexible'
import RateLimiterSQLite from 'rate-limiter-flexible/lib/RateLimiterSQLite.js'
import {toWal, transactions} from '../../events/database.ts'
import {groupCommit} from '../../events/group-commit.ts'
import {ownPlace} from '../../events/own-place.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'

export type Counter = {
  /** Counts one for `key`; milliseconds until it may come again where there were `most` in the window that runs, else undefined. */
  readonly count: (key: string, most: number, windowMs: number) => Promise<number | undefined>
}

const patienceMs = 5000

/** Opens the counts that all processes share, made first where there are none. Rejects with a problem where it cannot. */
export async function openCounter(file: string): Promise<Counter> {
  try {
    return await opened(file)
  } catch (error) {
    const cause = causeWords(error)
    throw Object.assign(new Error(cause), {problem: problem('rate_uncounted', {file, cause})})
  }
}

async function opened(file: string): Promise<Counter> {
  ownPlace(file)
  const db = new DatabaseSync(file, {timeout: patienceMs})
  // A count that a power cut takes away is no loss.
  db.exec('PRAGMA synchronous=NORMAL')
  toWal(db, performance.now() + patienceMs)
  const limiter = await limiterOn(db)
  db.prepare('DELETE FROM counts WHERE expire < ?').run(Date.now())
  return {
    count: async (key, most, windowMs) => {
      limiter.points = most
      limiter.duration = windowMs / 1000
      const ms = await wait(limiter, key)
      if (ms === undefined || ms <= windowMs) return ms
      // Counted under a longer window, or before the clock was set back.
      await limiter.delete(key)
      return wait(limiter, key)
    },
  }
}

/** The library knows other drivers; it asks of them what is here, and of a transaction that it be one. */
async function limiterOn(db: DatabaseSync): Promise<RateLimiterSQLite> {
  const {promise, resolve, reject} = Promise.withResolvers<void>()
  const prepared = new Map<string, StatementSync>()
  const atOnce = transactions(db)
  // Who counts at the same moment waits for one transaction together.
  const {append} = groupCommit((all: readonly (() => unknown)[]) => atOnce(() => all.map((work) => work())))
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? db.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  const storeClient = {
    prepare: (sql: string) => ({
      get: (...values: SQLInputValue[]) => statement(sql).get(...values),
      run: (...values: SQLInputValue[]) => statement(sql).run(...values),
    }),
    transaction: (work: () => unknown) => () => append(work),
  }
  const how = {
    storeClient,
    storeType: 'better-sqlite3',
    tableName: 'counts',
    keyPrefix: '',
    points: 1,
    duration: 1,
  }
  const limiter = new RateLimiterSQLite(how, (error) => (error ? reject(error) : resolve()))
  await promise
  return limiter
}

/** The library rejects with what it counted; an error of its own is thrown on. */
async function wait(limiter: RateLimiterSQLite, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key)
    return undefined
  } catch (refused) {
    if (refused instanceof Error) throw refused
    return (refused as RateLimiterRes).msBeforeNext
  }
}
