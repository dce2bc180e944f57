import {expect, Fault, faultAt, readMembers, skipSpace, take, type Cursor} from './json-cursor.ts'

type Path = readonly PropertyKey[]

/** A document and where in its text each key and each item stands. */
export type JsonText = {readonly value: unknown; readonly placeOf: (path: Path) => Place}

/** Counted from 1, as editors do. */
export type Place = {readonly line: number; readonly column: number}

export type JsonFault = {readonly fault: string; readonly place: Place}

type Reader = Cursor & {readonly places: Map<string, number>}

/** How deep a document may be nested. */
export const deepest = 32
const dangerous = new Set(['__proto__', 'constructor', 'prototype'])
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y

/**
 * Reads JSON as RFC 8259 has it and refuses what readers disagree about: a key given twice, keys that reach into
 * JavaScript's own objects, numbers too large to hold, nesting deeper than 32.
 */
export function readJson(text: string): JsonText | JsonFault {
  const reader: Reader = {text, places: new Map(), at: 0}
  const placeAt = placesIn(text)
  try {
    const value = readValue(reader, [])
    skipSpace(reader)
    if (reader.at < text.length) throw new Fault('something follows the end of the document')
    return {value, placeOf: (path) => placeAt(nearestPlace(reader.places, path))}
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return {fault: error.message, place: placeAt(reader.at)}
  }
}

/** Would a key of this name reach into JavaScript's own objects? */
export const isDangerous = (key: string) => dangerous.has(key)

function readValue(reader: Reader, path: Path): unknown {
  skipSpace(reader)
  if (path.length > deepest) throw new Fault(`nested more than ${deepest} deep`)
  if (!reader.places.has(keyOf(path))) reader.places.set(keyOf(path), reader.at)
  if (reader.text[reader.at] === '{') return readObject(reader, path)
  if (reader.text[reader.at] === '[') return readArray(reader, path)
  return readScalar(reader)
}

function readScalar(reader: Reader): unknown {
  const start = reader.at
  const token = take(reader, string) ?? take(reader, scalar)
  if (token === undefined) throw new Fault('a value is wanted here')
  const value: unknown = JSON.parse(token)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw faultAt(reader, start, 'this number is too large')
  }
  return value
}

function readObject(reader: Reader, path: Path): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  readMembers(reader, '}', () => {
    const start = reader.at
    const key = readKey(reader)
    if (Object.hasOwn(object, key)) throw faultAt(reader, start, 'this key is there twice')
    if (isDangerous(key)) throw faultAt(reader, start, `a key may not be called ${key}`)
    const inner = [...path, key]
    reader.places.set(keyOf(inner), start)
    expect(reader, ':')
    object[key] = readValue(reader, inner)
  })
  return object
}

function readArray(reader: Reader, path: Path): unknown[] {
  const array: unknown[] = []
  readMembers(reader, ']', () => array.push(readValue(reader, [...path, array.length])))
  return array
}

function readKey(reader: Reader): string {
  const token = take(reader, string)
  if (token === undefined) throw new Fault('a key in double quotes is wanted here')
  return JSON.parse(token) as string
}

const keyOf = (path: Path) => path.map(String).join('\0')

/** Of the path itself, or of what should hold it where it is missing. */
function nearestPlace(places: ReadonlyMap<string, number>, path: Path): number {
  return places.get(keyOf(path)) ?? (path.length === 0 ? 0 : nearestPlace(places, path.slice(0, -1)))
}

/** Where its lines end is found once: a document can have thousands of places that somebody wants. */
function placesIn(text: string): (offset: number) => Place {
  let ends: readonly number[] | undefined
  return (offset) => {
    ends ??= [...text.matchAll(/\n/g)].map(({index}) => index)
    const line = countBelow(ends, offset)
    return {line: line + 1, column: offset - (ends[line - 1] ?? -1)}
  }
}

/** How many of these, which are sorted, are below. */
function countBelow(sorted: readonly number[], limit: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? limit) < limit) from = middle + 1
    else to = middle
  }
  return from
}
