const newline = 10
const nothing: Buffer = Buffer.alloc(0)

type Told = {readonly line: (text: string) => void; readonly tooLong: () => void}

export type LineCutter = {
  readonly take: (chunk: Buffer) => void
  /** A line has begun that has not ended. */
  readonly begun: () => boolean
}

/**
 * Cuts bytes into lines. Of one with more bytes than `longest` says at the time nothing is kept, however long it goes on; it is told of once. What is
 * kept lies in one piece: a sender who gives a byte at a time costs no more than one who gives all.
 */
export function wholeLines(longest: () => number, {line, tooLong}: Told): LineCutter {
  let [held, length, lost]: [Buffer, number, boolean] = [nothing, 0, false]
  const add = (part: Buffer) => {
    const before = length
    length += part.length
    if (!lost && length > longest()) {
      lost = true
      tooLong()
    }
    if (lost) held = nothing
    else part.copy((held = roomFor(held, before, length)), before)
  }
  const end = () => {
    if (!lost) line(held.toString('utf8', 0, length))
    ;[held, length, lost] = [nothing, 0, false]
  }
  return {
    take: (chunk) => {
      let from = 0
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
        add(chunk.subarray(from, at))
        end()
        from = at + 1
      }
      if (from < chunk.length) add(chunk.subarray(from))
    },
    begun: () => length > 0,
  }
}

function roomFor(held: Buffer, used: number, wanted: number): Buffer {
  if (wanted <= held.length) return held
  const larger = Buffer.allocUnsafeSlow(Math.max(wanted, 2 * held.length))
  held.copy(larger, 0, 0, used)
  return larger
}
