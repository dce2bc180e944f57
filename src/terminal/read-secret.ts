import type {Keyboard} from './door.ts'

const largest = 64 * 1024

/** All of a stream of UTF-8 text without one newline at its end; undefined where it is something else, or more than 64 KiB. */
export async function readSecret(stream: Keyboard): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > largest + 2) return undefined
    chunks.push(bytes)
  }
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(Buffer.concat(chunks))
    return text.replace(/\r?\n$/, '')
  } catch {
    return undefined
  }
}
