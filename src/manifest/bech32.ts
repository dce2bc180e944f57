const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const

/** Is it a text in Bech32 (BIP 173, of any length, as age has it) whose checksum is right? One letter that was mistyped makes it none. */
export function isBech32(text: string): boolean {
  const low = text.toLowerCase()
  const at = low.lastIndexOf('1')
  if ((text !== low && text !== text.toUpperCase()) || at < 1 || low.length - at < 7) return false
  const name = Buffer.from(low.slice(0, at))
  const digits = low
    .slice(at + 1)
    .split('')
    .map((letter) => alphabet.indexOf(letter))
  const spread = [...name.map((code) => code >> 5), 0, ...name.map((code) => code & 31)]
  return !digits.includes(-1) && [...spread, ...digits].reduce(step, 1) === 1
}

function step(sum: number, digit: number): number {
  const top = sum >>> 25
  const next = ((sum & 0x1ffffff) << 5) ^ digit
  return generators.reduce((all, generator, bit) => ((top >> bit) & 1 ? all ^ generator : all), next)
}
