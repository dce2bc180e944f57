import {bech32} from '@scure/base'

/** Is it a text in Bech32 (BIP 173, of any length, as age has it) whose checksum is right? One letter that was mistyped makes it none. */
export function isBech32(text: string): boolean {
  return bech32.decodeUnsafe(text, false) !== undefined
}
