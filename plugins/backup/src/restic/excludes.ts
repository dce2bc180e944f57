/**
 * The words that make restic leave out what the embedded engine would: a name anywhere, or a path from the root. What would mean
 * something else to restic is refused, and nothing is left out that `skipped` does not name.
 */
export function excludeWords(patterns: readonly string[]): readonly string[] {
  return patterns.filter(matchesSomething).map((pattern) => {
    const crossing = pattern.split('/').find((part) => part.includes('**') && part !== '**')
    if (crossing !== undefined)
      throw new Error(
        `BACKUP_EXCLUDES: ${JSON.stringify(pattern)}: with restic "**" stands alone between slashes, as in "/srv/**/logs"`,
      )
    const escaped = pattern.replaceAll(/[\\[\]]/g, String.raw`\$&`)
    // Restic takes a leading "!" for the opposite.
    return `--exclude=${escaped.replace(/^!/, '[!]')}`
  })
}

/** A pattern with a slash is an absolute path. */
function matchesSomething(pattern: string): boolean {
  return pattern !== '' && (!pattern.replace(/(?<=.)\/$/, '').includes('/') || /^(?:\/|\*\*\/)/.test(pattern))
}
