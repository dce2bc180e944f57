import {basename, dirname} from 'node:path'
import {places, type Kind} from './paths.ts'

/** The variable that says where this folder of Parrot's lies, and what it says: under sudo that keeps HOME, it is HOME. */
export function homeOf(folder: string, kind: Kind): {readonly variable: string; readonly says: string} {
  const above = dirname(folder)
  if (basename(folder) === kind) return {variable: 'PARROT_HOME', says: above}
  const {variable, usual} = places[kind]
  return above.endsWith(`/${usual}`)
    ? {variable: 'HOME', says: above.slice(0, -usual.length - 1) || '/'}
    : {variable, says: above}
}
