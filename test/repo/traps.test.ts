import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'

const sources = readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'})
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', name))

/** What Node has and Parrot does not use, because of what happened to us with it. */
test.each([['never ends below /proc: events/make-folders.ts', /\bmkdir(?:Sync)?\([^\n]*recursive/]] as const)(
  'no source has what %s',
  (_, trap) => {
    const caught = [...sources, 'bin/parrot'].filter((file) =>
      trap.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(caught).toEqual([])
    expect(sources.length).toBeGreaterThan(500)
  },
)
