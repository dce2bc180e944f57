import {existsSync} from 'node:fs'
import {describe} from 'vitest'
import {verdaccioBin} from './registry.ts'

/** `describe`, or a skip that says how to get the registry. Continuous integration forbids skips. */
export const withRegistry = existsSync(verdaccioBin)
  ? describe
  : (name: string, body: () => void) =>
      describe.skip(`${name} (needs a registry: npm ci --prefix test/registry --ignore-scripts)`, body)
