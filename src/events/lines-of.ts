/** Longer than any event or head can be. UTF-16 units. */
const most = 1 << 20

/** The lines of a stream of text, without their ends. A line that is too long is given cut, so that it cannot fill the memory. */
export async function* linesOf(chunks: AsyncIterable<string | Buffer>): AsyncGenerator<string, void> {
  let rest = ''
  for await (const chunk of chunks) {
    const parts = (rest + String(chunk)).split('\n')
    rest = (parts.pop() ?? '').slice(0, most)
    yield* parts.map((part) => part.slice(0, most))
  }
  if (rest !== '') yield rest
}
