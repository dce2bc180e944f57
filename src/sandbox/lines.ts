/** Cuts a stream of bytes into lines without their ends. One longer than `longest` bytes goes to `tooLong` in pieces, or nowhere. */
export function lines(
  longest: number,
  line: (text: string) => void,
  tooLong: (text: string) => void = () => {},
): {
  take(chunk: Buffer): void
  end(): void
} {
  let rest = Buffer.alloc(0)
  let broken = false
  const put = (part: Buffer, whole: boolean) => {
    if (broken || !whole || part.length > longest) tooLong(part.toString('utf8'))
    else line(part.toString('utf8'))
    broken = !whole
  }
  return {
    take(chunk) {
      let from = 0
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        put(Buffer.concat([rest, chunk.subarray(from, at)]), true)
        rest = Buffer.alloc(0)
        from = at + 1
      }
      rest = Buffer.concat([rest, chunk.subarray(from)])
      if (rest.length <= longest) return
      put(rest, false)
      rest = Buffer.alloc(0)
    },
    end() {
      if (rest.length > 0) put(rest, true)
    },
  }
}
