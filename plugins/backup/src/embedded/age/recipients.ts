import type {Encrypter} from 'age-encryption'

/** The beginning of an encrypted file, and the key of what comes after it, which is in nobody else's hands. */
export type Seal = {readonly header: Buffer; readonly fileKey: Uint8Array}

/** A header for those who have the keys to these recipients of age. Throws, in words, for what is none. */
export async function sealFor(recipients: readonly string[]): Promise<Seal> {
  const age = await import('./age.ts')
  const encrypter = new age.Encrypter()
  for (const recipient of recipients) add(encrypter, recipient.trim())
  let fileKey = new Uint8Array()
  // It is asked to wrap the key like every other, and the header says nothing of it.
  encrypter.addRecipient({
    wrapFileKey: (key) => {
      fileKey = key.slice()
      return []
    },
  })
  const empty = Buffer.from(await encrypter.encrypt(new Uint8Array()))
  return {header: empty.subarray(0, headerSize(empty)), fileKey}
}

/** How long the header is that these bytes begin with; 0 where they begin with none. */
export function headerSize(bytes: Buffer): number {
  if (!bytes.subarray(0, version.length).equals(version)) return 0
  const mac = bytes.indexOf('\n--- ')
  return mac < 0 ? 0 : bytes.indexOf('\n', mac + 1) + 1
}

export const version = Buffer.from('age-encryption.org/v1\n')

function add(encrypter: Encrypter, recipient: string): void {
  const key = 'BACKUP_AGE_RECIPIENTS'
  if (recipient.toUpperCase().startsWith('AGE-SECRET-KEY-'))
    throw new Error(
      `${key} holds an identity, which is secret: put what "age-keygen -y" prints of it in its place, and do not use that identity any more if others can read the configuration`,
    )
  try {
    encrypter.addRecipient(recipient)
  } catch (error) {
    throw new Error(
      `${key}: ${JSON.stringify(recipient)} is no recipient of age; one begins with "age1", as "age-keygen" prints it, and keys of ssh are not taken`,
      {cause: error},
    )
  }
}
