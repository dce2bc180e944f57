import {readdirSync, statSync, type BigIntStats} from 'node:fs'
import {passedBefore, remember, stampOf, type Checked} from '../../config/checked.ts'
import {printable} from '../../manifest/show.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Origin} from '../plugin.ts'
import {distrust, placed} from './trust.ts'

/** A folder that may hold a plugin. */
export type Candidate = {readonly name: string; readonly dir: string; readonly origin: Origin}

/** The names of the folders and links in a folder, sorted. */
export type Listing = {readonly folders: readonly string[]; readonly links: readonly string[]}

type Found = {readonly candidates: readonly Candidate[]; readonly problems: readonly Problem[]}

const most = 2000

/**
 * The folders inside `folder` by name, none where others could write to it, and a problem for each that is a link. Files
 * and names that begin with a dot are not looked at; of more than 2000 folders the rest is left out.
 */
export function candidatesIn(folder: string, origin: Origin, uid: number, checked: Checked<Listing>): Found {
  const listing = listingOf(folder, origin, uid, checked)
  if ('code' in listing) return {candidates: [], problems: [listing]}
  const {folders, links} = listing
  return {
    candidates: folders.slice(0, most).map((name) => ({name, dir: `${folder}/${name}`, origin})),
    problems: [
      ...(folders.length > most ? [problem('folder_too_full', {dir: printable(folder), most})] : []),
      ...links.slice(0, most).map((name) => problem('folder_is_link', {dir: printable(`${folder}/${name}`)})),
    ],
  }
}

/** As it was when the folder was last in the state it is in now, which changes with every name that comes or goes. */
function listingOf(
  folder: string,
  origin: Origin,
  uid: number,
  checked: Checked<Listing>,
): Listing | Problem {
  try {
    const stats = statsOf(folder, origin)
    if (stats === undefined) return {folders: [], links: []}
    const distrusted = distrust(folder, origin, uid, 'root')
    if (distrusted !== undefined) return distrusted
    const stamp = stampOf(stats)
    const known = passedBefore(checked, folder, stamp)
    if (known !== undefined) return known
    const listing = read(folder)
    remember(checked, folder, stamp, listing)
    return listing
  } catch (error) {
    const cause = causeWords(error)
    return problem('folder_unreadable', {...placed(folder), cause: printable(cause)})
  }
}

/** Where a server of the whole machine has its home, the system's folder lies in it: closed to everybody else, and nothing of theirs. */
function statsOf(folder: string, origin: Origin): BigIntStats | undefined {
  try {
    return statSync(folder, {bigint: true, throwIfNoEntry: false})
  } catch (error) {
    if (origin === 'system' && (error as NodeJS.ErrnoException).code === 'EACCES') return undefined
    throw error
  }
}

function read(folder: string): Listing {
  const children = readdirSync(folder, {withFileTypes: true}).filter(({name}) => !name.startsWith('.'))
  const names = (kind: 'isDirectory' | 'isSymbolicLink') =>
    children
      .filter((child) => child[kind]())
      .map(({name}) => name)
      .sort()
  return {folders: names('isDirectory'), links: names('isSymbolicLink')}
}
