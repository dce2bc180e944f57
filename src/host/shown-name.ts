/** A name of bytes as text: what is no UTF-8, or moves the cursor, as `\xNN`, so that two names never look alike. */
export function shownName(name: Buffer): string {
  const plain = name.toString('latin1')
  if (/^[\x20-\x5b\x5d-\x7e]*$/.test(plain)) return plain
  const text = name.toString('utf8')
  const faithful = Buffer.from(text).equals(name)
  return (faithful ? text : plain).replaceAll(
    faithful ? /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]/gu : /[^\x20-\x7e]|\\/g,
    (found) => [...Buffer.from(found, faithful ? 'utf8' : 'latin1')].map(hex).join(''),
  )
}

const hex = (byte: number) => `\\x${byte.toString(16).padStart(2, '0')}`
