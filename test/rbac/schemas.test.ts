import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {schemas} from '../../scripts/generate/rbac-schemas.ts'

test.each(Object.entries(schemas()))('manifests/%s is what the schemas make', (name, schema) => {
  const published: unknown = JSON.parse(
    readFileSync(new URL(`../../manifests/${name}`, import.meta.url), 'utf8'),
  )
  expect(published).toEqual(JSON.parse(JSON.stringify(schema)))
})
