/** A word as a shell reads it back, whatever is in it. */
export function shellWord(word: string): string {
  return /^[\w@=:,./+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`
}
