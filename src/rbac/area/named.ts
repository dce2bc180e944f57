import type {Problem} from '../../text/problem.ts'
import type {Permission} from '../claim.ts'
import {action} from './action.ts'
import {choice} from './choice.ts'

const facts = 'mounts load memory pressure sensors units clock processes runs server packages network'
const questions = 'user model roots'
const capabilities = 'root backup docker systemd'

/** Reads the name of a fact that the host hands to a plugin. */
export const readFact = oneOf(facts.split(' '))

/** Reads whom a plugin asks while it is called: the client's user, its model, or itself for its folders. */
export const readQuestion = oneOf(questions.split(' '))

/** Reads the name of a capability beyond the sandbox. */
export const readCapability = oneOf(capabilities.split(' '))

function oneOf(known: readonly string[]): (text: string, area: string, rest: string) => Permission | Problem {
  return (text, area, rest) => (known.includes(rest) ? action(area, rest) : choice(text, area, rest, known))
}
