import type {Decrypter} from 'age-encryption'

const key = 'BACKUP_AGE_IDENTITY'

/** An archive that is encrypted, and cannot be opened with what was given. That says nothing of whether it is damaged. */
export class Locked extends Error {}

/**
 * The key of the file that begins with this header. `identities` as `age-keygen` writes them: one a line, and comments. Rejects
 * with Locked where they are not what it takes, and with another error where the header is damaged.
 */
export async function fileKeyOf(header: Buffer, identities: string | undefined): Promise<Uint8Array> {
  if (identities === undefined || identities.trim() === '')
    throw new Locked(
      `it is encrypted, and ${key} is not set; "parrot plugin config backup set ${key} --from-file <file of age-keygen>"`,
    )
  const age = await import('./age.ts')
  const decrypter = new age.Decrypter()
  for (const line of identities.split('\n').map((text) => text.trim()))
    if (line !== '' && !line.startsWith('#')) add(decrypter, line)
  try {
    return await decrypter.decryptHeader(header)
  } catch (error) {
    if ((error as Error).message.startsWith('no identity matched'))
      throw new Locked(
        `it is encrypted for others than ${key}; that has to be the identity of one of the recipients it was made for ("age-keygen -y" shows whose an identity is)`,
        {cause: error},
      )
    throw new Error('the header of its encryption is damaged; take another archive', {cause: error})
  }
}

/** What is wrong with it is never shown: it is meant to be secret. */
function add(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity)
  } catch {
    const found = identity.startsWith('age1')
      ? 'holds a recipient, which only encrypts'
      : 'is no identity of age'
    throw new Locked(
      `${key} ${found}; an identity begins with AGE-SECRET-KEY-1, in a file as "age-keygen" writes it`,
    )
  }
}
