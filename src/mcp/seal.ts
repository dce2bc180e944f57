/** Closes a text for one purpose; what comes back opened is what was closed for that very purpose, not long ago. */
export type Seal = {
  readonly close: (text: string, purpose: string) => string
  /** Undefined for anything else: changed, closed for another purpose or by another session, or too old. */
  readonly open: (sealed: string, purpose: string) => string | undefined
}

/** A person reads a question and answers it, or does not. Milliseconds. */
const longest = 15 * 60_000
const [ivLength, tagLength] = [12, 16]
const cipher = 'aes-256-gcm'

/** By 32 bytes of its own for each session, so that what one client was given is worth nothing in the hands of another; or by the same, to outlive it. */
export function newSeal(key: Buffer = process.getBuiltinModule('node:crypto').randomBytes(32)): Seal {
  const crypto = process.getBuiltinModule('node:crypto')
  return {
    close: (text, purpose) => {
      const iv = crypto.randomBytes(ivLength)
      const closing = crypto.createCipheriv(cipher, key, iv).setAAD(Buffer.from(purpose))
      const body = closing.update(JSON.stringify({text, until: Date.now() + longest}))
      const end = closing.final()
      return Buffer.concat([iv, closing.getAuthTag(), body, end]).toString('base64url')
    },
    open: (sealed, purpose) => {
      const bytes = Buffer.from(sealed, 'base64url')
      try {
        const opening = crypto
          .createDecipheriv(cipher, key, bytes.subarray(0, ivLength), {authTagLength: tagLength})
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
        const body = opening.update(bytes.subarray(ivLength + tagLength))
        const {text, until} = JSON.parse(Buffer.concat([body, opening.final()]).toString('utf8')) as Sealed
        return until > Date.now() ? text : undefined
      } catch {
        return undefined
      }
    },
  }
}

type Sealed = {readonly text: string; readonly until: number}
