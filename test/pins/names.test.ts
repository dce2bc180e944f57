import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {eventTypes} from '../../src/events/event-types.ts'
import {core} from '../../src/terminal/core.ts'

/** Names that outsiders depend on, written out here: taking one away or renaming it is a change of this file too. */
const words = (text: string) => text.trim().split(/\s+/)

test('types of events', () => {
  expect(eventTypes).toEqual(
    expect.arrayContaining(
      words(`SERVER_STARTED SERVER_STOPPED MESSAGE_RECEIVED MESSAGE_PROCESSED ERROR_OCCURRED CONFIG_RELOADED CLIENT_CONNECTED
        CLIENT_DISCONNECTED HEALTH_CHECK_COMPLETED BACKUP_COMPLETED CALL_REQUESTED CALL_DECIDED CALL_FINISHED PLUGIN_ENABLED
        PLUGIN_DISABLED PLUGIN_TAMPERED USER_CHANGED CONFIG_REFUSED SCHEDULE_MISSED AUDIT_PRUNED`),
    ),
  )
})

test('keys of a manifest', () => {
  const file = join(import.meta.dirname, '../../manifests/plugin.schema.json')
  const {properties} = JSON.parse(readFileSync(file, 'utf8')) as {properties: object}
  expect(Object.keys(properties).sort()).toEqual(
    words(`$schema annotations author commands config dependencies description dryRun entrypoint examples homepage input license
      limits messages name output permissions platforms requires schedule version`),
  )
})

test('the command tree', () => {
  expect(Object.keys(core).sort()).toEqual(
    words(`audit:export audit:head audit:verify can doctor events:list events:tail plugin:approve
      plugin:config plugin:dev plugin:disable plugin:enable plugin:inspect plugin:install
      plugin:keygen plugin:list plugin:new plugin:rollback plugin:search plugin:sign plugin:test plugin:trace
      plugin:uninstall plugin:update plugin:verify role:list role:show run user:add user:grant
      user:list user:remove user:show whoami`),
  )
})
