import {readFile} from 'node:fs/promises'
import {causeWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import {isCode, isMissing} from '../machine.ts'
import {unavailable, type Unavailable} from '../reason.ts'

/** One thermometer, in thousandths of a degree Celsius. */
export type Temperature = {
  readonly name: string
  readonly milliCelsius: number
  /** Where its maker calls it hot, and where it must not go; null where it does not say. */
  readonly highMilliCelsius: number | null
  readonly criticalMilliCelsius: number | null
}

export type Unread = {readonly name: string} & Unavailable

/** A thermometer of a chip; its reading is null where it does not measure at the moment. */
export type Found = {readonly chip: string; readonly reading: Temperature | Unread | null}

type Files = {
  readonly input: string
  readonly high?: string | undefined
  readonly critical?: string | undefined
}

/** What one thermometer shows. Never rejects. */
export async function readingOf(name: string, {input, high, critical}: Files): Promise<Found['reading']> {
  try {
    const milliCelsius = await degrees(input)
    if (milliCelsius === null) return null
    return {
      name,
      milliCelsius,
      highMilliCelsius: await limit(high),
      criticalMilliCelsius: await limit(critical),
    }
  } catch (cause) {
    // A sensor whose device sleeps, such as a radio that is off, has no data and no fault.
    if (isMissing(cause) || isCode(cause, 'ENODATA', 'EAGAIN', 'ENXIO')) return null
    return {name, ...unavailable(problem('fact_unavailable', {fact: name, cause: causeWords(cause)}))}
  }
}

/** The text of a small file without its line end; undefined where it cannot be read. */
export async function word(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )
}

async function limit(file: string | undefined): Promise<number | null> {
  const found = file === undefined ? null : await degrees(file).catch(() => null)
  return found !== null && found > 0 ? found : null
}

/** Null for what no thermometer of a living machine shows: the mark of an input that nothing is connected to. */
async function degrees(file: string): Promise<number | null> {
  const text = (await readFile(file, 'latin1')).trim()
  if (!/^-?\d{1,9}$/.test(text)) throw new Error('it does not read as a number')
  const milliCelsius = Number(text)
  return milliCelsius > -60_000 && milliCelsius < 200_000 ? milliCelsius : null
}
