import {readdirSync, type Dirent} from 'node:fs'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Origin} from '../plugin.ts'
import {distrust} from './trust.ts'

/** A folder that may hold a plugin. */
export type Candidate = {readonly name: string; readonly dir: string; readonly origin: Origin}

type Found = {readonly candidates: readonly Candidate[]; readonly problems: readonly Problem[]}

const most = 2000

/**
 * The folders inside `folder` by name, none where others could write to it, and a problem for each that is a link. Files
 * and names that begin with a dot are not looked at; of more than 2000 folders the rest is left out.
 */
export function candidatesIn(folder: string, origin: Origin, uid: number): Found {
  const children = childrenOf(folder, origin, uid)
  if ('code' in children) return {candidates: [], problems: [children]}
  const kept = children.slice(0, most)
  const links = kept.filter((child) => child.isSymbolicLink())
  return {
    candidates: kept
      .filter((child) => child.isDirectory())
      .map(({name}) => ({name, dir: `${folder}/${name}`, origin})),
    problems: [
      ...(kept.length < children.length ? [problem('folder_too_full', {dir: printable(folder), most})] : []),
      ...links.map(({name}) => problem('folder_is_link', {dir: printable(`${folder}/${name}`)})),
    ],
  }
}

function childrenOf(folder: string, origin: Origin, uid: number): Dirent[] | Problem {
  try {
    const children = readdirSync(folder, {withFileTypes: true})
    const folders = children.filter(
      (child) => !child.name.startsWith('.') && (child.isDirectory() || child.isSymbolicLink()),
    )
    return distrust(folder, origin, uid, 'root') ?? folders.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    return problem('folder_unreadable', {dir: printable(folder), cause: printable(message)})
  }
}
