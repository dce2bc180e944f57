import {plain, plainLine} from '../text/plain.ts'

export {plain, plainLine} from '../text/plain.ts'

/**
 * Text for oclif, which renders some of what it shows as a template and writes the rest into shell scripts:
 * in neither may it mean anything.
 */
export function inert(text: string): string {
  return plain(text).replaceAll('<%', '< %').replaceAll('%>', '% >')
}

/** What is left when everything that a shell could read something into is taken out. */
export function shellInert(text: string): string {
  return plainLine(text, 120).replaceAll(/[^\p{L}\p{N} .,/_+-]/gu, '')
}
