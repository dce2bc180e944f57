const patterns = new WeakMap<readonly string[], RegExp>()

/** The text without the names of these folders: where a machine keeps things is nothing that an agent needs. */
export function withoutFolders(text: string, folders: readonly string[]): string {
  const pattern = patterns.get(folders) ?? patternOf(folders)
  patterns.set(folders, pattern)
  return text.replaceAll(pattern, '…')
}

/** `/root` is no part of `/rootfs`. Of two that begin where the other does, the longer one is meant. */
function patternOf(folders: readonly string[]): RegExp {
  const longestFirst = folders.filter((folder) => folder.length > 1).toSorted((a, b) => b.length - a.length)
  const names = longestFirst.map((folder) => folder.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return names.length === 0 ? /(?!)/g : new RegExp(`(?:${names.join('|')})(?![\\w.-])`, 'g')
}
