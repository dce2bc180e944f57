import {expect, test} from 'vitest'
import type {ConfigValues} from '../../src/manifest/config-values.ts'
import type {PluginTarget} from '../../src/host/target.ts'
import {notStarted} from '../../src/host/not-started.ts'
import {problem} from '../../src/text/problem.ts'

const target = {plugin: {name: 'backup'}} as Pick<PluginTarget, 'plugin'>
const missing = problem('sandbox_path_missing', {path: '/disk/back', cause: 'it is not there (ENOENT)'})

const named = (values: ConfigValues['values']) =>
  notStarted(target, {values}, missing).problems.map(({code, params}) => [code, params['key']])

test('a path that is not there is said with the setting that names it, and no other', () => {
  expect(named({USER: '', SOURCES: ['/', '/home'], BACK: '/disk/back', DISK: '/disk'})).toEqual([
    ['setting_path_missing', 'BACK'],
  ])
  expect(named({USER: '', NAME: 'disk', OTHER: '/di'})).toEqual([['sandbox_path_missing', undefined]])
})

test('what cannot be started is a fault of the plugin, not of the sandbox', () => {
  const wrong = problem('sandbox_entry_kind', {file: '/plugin/run.sh'})
  expect(notStarted(target, {values: {}}, wrong)).toEqual({outcome: 'failed', problems: [wrong]})
})
