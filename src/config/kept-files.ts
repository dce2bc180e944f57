import {lstatSync} from 'node:fs'
import {passedBefore, remember, stampOf, type Stamp} from './checked.ts'
import {readSafely, type SafeFile} from './safe-file.ts'
import type {Problem} from '../text/problem.ts'

/**
 * Reads files that are asked for at every call, with `take`. One that is still in the state in which it was read last is not read
 * again: nobody can write to it, or put another in its place, and leave its number, its size and its times as they were.
 */
export function keptFiles<T>(take: (found: SafeFile) => T) {
  const checked = {kept: {}, fresh: new Map<string, readonly [stamp: string, note: {readonly value: T}]>()}
  return (file: string, uid: number): T | Problem | undefined => {
    const key = `${uid} ${file}`
    const stamp = stateOf(file)
    const before = stamp && passedBefore(checked, key, stamp)
    if (before !== undefined) return before.value
    const found = readSafely(file, uid)
    if (found === undefined || 'code' in found) return found
    const value = take(found)
    if (found.stamp !== undefined) remember(checked, key, found.stamp, {value})
    return value
  }
}

function stateOf(file: string): Stamp | undefined {
  const stats = lstatSync(file, {bigint: true, throwIfNoEntry: false})
  return stats && stampOf(stats)
}
