/** Bytes of one message, where PARROT_MAX_INPUT_SIZE does not say otherwise. */
const usual = 4 * 1024 ** 2

type Environment = Readonly<Record<string, string | undefined>>

/** Bytes of the longest message that is read; undefined where what is set is no number of bytes. */
export function longestMessage({PARROT_MAX_INPUT_SIZE: set}: Environment): number | undefined {
  if (set === undefined || set === '') return usual
  const bytes = /^[1-9]\d{3,9}$/.test(set) ? Number(set) : Number.NaN
  return bytes <= 1024 ** 3 ? bytes : undefined
}
