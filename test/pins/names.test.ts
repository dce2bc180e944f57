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
        PLUGIN_DISABLED PLUGIN_TAMPERED USER_CHANGED CONFIG_REFUSED SCHEDULE_CHANGED SCHEDULE_MISSED AUDIT_PRUNED
        BACKUP_DRILLED JOURNAL_TROUBLE JOURNAL_VERIFIED ALERT_FIRING ALERT_REPEAT ALERT_RESOLVED ALERT_SILENCED ALERT_UNSILENCED NOTIFY_FAILED DELIVERY_DEAD
        BACKUP_VERIFIED
  DELIVERY_RECOVERED SUBSCRIBER_RETIRED`),
    ),
  )
})

test('keys of a manifest', () => {
  const file = join(import.meta.dirname, '../../manifests/plugin.schema.json')
  const {properties} = JSON.parse(readFileSync(file, 'utf8')) as {properties: object}
  expect(Object.keys(properties).sort()).toEqual(
    words(`$schema annotations author commands config dependencies description dryRun entrypoint examples homepage icon input
      license limits lock messages name output permissions platforms requires schedule serves speaks task version`),
  )
})

test('the command tree', () => {
  expect(Object.keys(core).sort()).toEqual(
    words(`alert:check alert:list alert:silence alert:test alert:unsilence audit:export audit:head audit:verify can
      config:await config:check config:confirm config:diff config:edit config:get config:history
      config:init config:reload config:rollback config:set config:show config:unset cron:missed cron:run doctor events:dead events:deliver
      events:list events:prune events:replay events:retry events:stats events:subscribers events:tail events:test
      key:create key:import key:list key:revoke key:rotate mcp plugin:approve
      plugin:config plugin:dev plugin:disable plugin:enable plugin:inspect plugin:install
      plugin:keygen plugin:list plugin:new plugin:rollback plugin:search plugin:sign plugin:test plugin:trace
      plugin:uninstall plugin:update plugin:verify reload_config role:list role:show run user:add user:grant
      user:list user:remove user:show whoami`),
  )
})
