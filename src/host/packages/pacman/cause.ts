/** What pacman says was wrong: its error, and what it says about it. */
export function causeOf(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const errors = lines.filter((line) => line.startsWith('error: '))
  const about = lines.filter(
    (line) =>
      line.startsWith(':: ') && !/^:: (?:Starting|Synchronizing|Retrieving|Processing|Running)/.test(line),
  )
  return [...errors.slice(0, 1), ...about.slice(0, 3)].join(' ') || (lines.findLast(Boolean) ?? '')
}
