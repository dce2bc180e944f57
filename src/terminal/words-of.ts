/** The words of a command line as a simple shell reads them: quotes and backslashes, and nothing else has a meaning. */
export function commandWords(line: string): readonly string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? ''
    if (sign === '\\' && quote !== "'") word = (word ?? '') + (line[++at] ?? '')
    else if (quote !== '') {
      if (sign === quote) quote = ''
      else word += sign
    } else if (sign === '"' || sign === "'") [quote, word] = [sign, word ?? '']
    else if (sign !== ' ') word = (word ?? '') + sign
    else if (word !== undefined) {
      words.push(word)
      word = undefined
    }
  }
  if (quote !== '') return undefined
  return word === undefined ? words : [...words, word]
}
