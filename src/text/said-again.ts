import {en, type Code} from './en.ts'
import {matched} from './matched.ts'
import type {Problem} from './problem.ts'

/** A template with fewer letters of its own would fit what is none of its sentences. */
const leastOwn = 16

/**
 * The problem that somebody made this English sentence of, in another process: of those that fit, the one with the most words of its own.
 * `codes` are those that it can be, where that is known.
 */
export function problemSaid(text: string, codes = telling()): Problem | undefined {
  const fitting = codes.filter((code) => matched(en[code].says, text) !== undefined)
  const [code] = fitting.toSorted((one, other) => own(other) - own(one))
  return code === undefined ? undefined : {code, params: matched(en[code].says, text) ?? {}}
}

const telling = (): readonly Code[] => (Object.keys(en) as Code[]).filter((code) => own(code) >= leastOwn)

const own = (code: Code) => en[code].says.replaceAll(/\{[^}]*\}/g, '').length
