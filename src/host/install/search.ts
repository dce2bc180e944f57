import type {Index, IndexEntry} from './index-file.ts'
import {installLine} from './index-source.ts'

export type Found = IndexEntry & {
  /** Which one says so. */
  readonly index: string
  /** What installs these very files. */
  readonly install: string
}

/** The entries in which every word is found, the best first: in the name, then in the keywords, then in the description. */
export function searchIn(indexes: readonly Index[], words: readonly string[]): readonly Found[] {
  const wanted = words.flatMap((word) => folded(word).split(/\s+/)).filter((word) => word !== '')
  return indexes
    .flatMap(({index, entries = []}) => entries.map((entry) => ({entry, index, rank: rankOf(entry, wanted)})))
    .filter(({rank}) => rank !== undefined)
    .toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0) || inOrder(a.entry, b.entry))
    .map(({entry, index}) => ({...entry, index, install: installLine(entry.source, entry.digest)}))
}

/** Undefined where one of the words is nowhere. */
function rankOf(entry: IndexEntry, words: readonly string[]): number | undefined {
  const ranks = words.map((word) => rankOfWord(entry, word))
  return ranks.includes(0) ? undefined : ranks.reduce((sum, rank) => sum + rank, 0)
}

function rankOfWord({name, keywords = [], description}: IndexEntry, word: string): number {
  const alias = word.replaceAll('-', '_')
  if (name === alias) return 100
  if (name.startsWith(alias)) return 50
  if (name.includes(alias)) return 30
  if (keywords.some((keyword) => folded(keyword) === word)) return 20
  if (keywords.some((keyword) => folded(keyword).includes(word))) return 10
  return folded(description).includes(word) ? 5 : 0
}

/** By name, of one name the newest first. */
function inOrder(a: IndexEntry, b: IndexEntry): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return b.version.localeCompare(a.version, 'en', {numeric: true})
}

const folded = (text: string) => text.normalize('NFC').toLowerCase()
