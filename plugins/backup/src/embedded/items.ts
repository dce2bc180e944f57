import {manifestPieces, type Archive} from './archive.ts'
import type {Entry, Note} from './entry.ts'
import {itemIn} from './manifest-line.ts'

const longestLine = 1024 ** 2

/** What a sound manifest says, line by line. Throws where it says nothing that is known. */
export async function* items(archive: Archive): AsyncGenerator<Entry | Note> {
  let rest = Buffer.alloc(0)
  for await (const piece of manifestPieces(archive)) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    let from = 0
    for (let to = bytes.indexOf(10); to >= 0; to = bytes.indexOf(10, from)) {
      yield known(bytes.toString('utf8', from, to))
      from = to + 1
    }
    rest = Buffer.from(bytes.subarray(from))
    if (rest.length > longestLine) throw new Error('its manifest is not one of ours')
  }
  if (rest.length > 0) throw new Error('its manifest is not one of ours')
}

function known(line: string): Entry | Note {
  const item = itemIn(line)
  if (item === undefined) throw new Error(`its manifest is not one of ours: ${line.slice(0, 80)}`)
  return item
}
