/** A text and how far it has been read. */
export type Cursor = {readonly text: string; at: number}

/** Why a text cannot be read further; the cursor stands where. */
export class Fault extends Error {}

const space = /[ \t\n\r]*/y

/** Everything between the bracket that stands here and `close`, which is taken too. */
export function readMembers(cursor: Cursor, close: string, readMember: () => void): void {
  cursor.at++
  skipSpace(cursor)
  if (cursor.text[cursor.at] === close) return void cursor.at++
  for (;;) {
    skipSpace(cursor)
    readMember()
    skipSpace(cursor)
    if (cursor.text[cursor.at] === close) return void cursor.at++
    expect(cursor, ',', `"," or "${close}"`)
  }
}

/** Takes one character, behind any space, or says that it is wanted. */
export function expect(cursor: Cursor, character: string, wanted = `"${character}"`): void {
  skipSpace(cursor)
  if (cursor.text[cursor.at] !== character) throw new Fault(`${wanted} is wanted here`)
  cursor.at++
}

export function skipSpace(cursor: Cursor): void {
  take(cursor, space)
}

/** Takes what `token`, a sticky expression, matches here; undefined where it does not. */
export function take(cursor: Cursor, token: RegExp): string | undefined {
  token.lastIndex = cursor.at
  const [found] = token.exec(cursor.text) ?? []
  if (found !== undefined) cursor.at += found.length
  return found
}

/** The fault that began at `start`, where the cursor is put back to. */
export function faultAt(cursor: Cursor, start: number, fault: string): Fault {
  cursor.at = start
  return new Fault(fault)
}
