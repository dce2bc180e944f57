import {expect, test} from 'vitest'
import {open} from './place.ts'
import {start} from './program.ts'
import {check, tempPlace} from './temp-journal.ts'

const writers = 8

test('eight processes that start and append at once lose nothing and keep one chain', async () => {
  const place = tempPlace()
  const programs = Array.from({length: writers}, (_, n) =>
    start('writer.ts', place.folder, '60', `writer-${n}`),
  )
  const said = await Promise.all(programs.map(linesOf))
  expect(await Promise.all(programs.map(({ended}) => ended))).toEqual(programs.map(() => 0))

  const journal = open(place)
  const numbers = [...journal.read({})].map(({sequence}) => sequence)
  expect(numbers).toEqual(Array.from({length: writers * 60}, (_, at) => at + 1))
  expect(said.flat().toSorted((a, b) => a - b)).toEqual(numbers)
  for (const own of said) expect(own).toEqual(own.toSorted((a, b) => a - b))
  expect(journal.openCalls()).toEqual([])
  journal.close()
  expect(await check(place)).toMatchObject({ok: true, events: writers * 60, proved: writers * 60})
})

async function linesOf(program: ReturnType<typeof start>): Promise<number[]> {
  const numbers: number[] = []
  for (let line = await program.line(); line !== undefined; line = await program.line())
    numbers.push(Number(line))
  return numbers
}
