import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'

const folder = join(import.meta.dirname, '../../src/text/en')

test('no code stands in two files: spread together, the later would silently win', () => {
  const codes = globSync('*.ts', {cwd: folder}).flatMap((file) =>
    codesIn(readFileSync(join(folder, file), 'utf8')),
  )
  expect(codes.length).toBeGreaterThan(100)
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
})

function codesIn(source: string): string[] {
  return [...source.matchAll(/^ {2}(\w+): \{/gm)].map(([, code = '']) => code)
}
