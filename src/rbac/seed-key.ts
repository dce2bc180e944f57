/** As the scripts made them: `openssl rand -hex 32`. A shorter one could be guessed, whatever it is hashed with. */
const form = /^[0-9a-f]{64}$/

export function isSeedKey(text: string): boolean {
  return form.test(text)
}

/** The id of such a key, which has none in it. It says nothing of the other bits. */
export function seedKeyId(key: string): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', `id of ${key}`, 'hex').slice(0, 10)
}
