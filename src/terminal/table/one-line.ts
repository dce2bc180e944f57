/** What a stranger wrote, on one line, without anything that a terminal acts on or that turns the direction of the text. */
export function oneLine(value: unknown, unicode: boolean): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return ''
  const line = String(value)
    .slice(0, 2000)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return unicode ? line : line.replaceAll('°', '').replaceAll(/[^\x20-\x7e]/gu, '?')
}
