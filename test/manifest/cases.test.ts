import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {checkManifest} from '../../src/manifest/check-manifest.ts'
import {says} from '../../src/text/problem.ts'

const folder = join(import.meta.dirname, 'cases')

/** A case is a manifest, a line of dashes, and what is said of it. Cases called shipped-… come with Parrot. */
test.for(readdirSync(folder))('%s', async (file) => {
  const [manifest = '', expected = ''] = readFileSync(join(folder, file), 'utf8').split('-----\n')
  const checked = await checkManifest(manifest, 'manifest.json', {shipped: file.startsWith('shipped-')})
  const said = 'manifest' in checked ? ['ok'] : checked.problems.map(says)
  expect(said.join('\n')).toBe(expected.trimEnd())
})
