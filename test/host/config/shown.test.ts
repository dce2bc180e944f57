import {expect, test} from 'vitest'
import {shown} from '../../../src/host/config/shown.ts'

const webhook = (url: unknown) => ({subscribers: [{name: 'x', events: 'error', webhook: {url}}]})
const ntfy = (topic: unknown, url?: string) => ({
  subscribers: [{name: 'x', ntfy: {topic, ...(url && {url})}}],
})

test.each([
  ['https://hooks.slack.com/services/T0/B0/secret', 'https://hooks.slack.com/[redacted]'],
  ['https://discord.com/api/webhooks/1/secret?wait=1', 'https://discord.com/[redacted]'],
  ['http://127.0.0.1:8080/?key=secret', 'http://127.0.0.1:8080/[redacted]'],
  ['https://example.org', 'https://example.org'],
  ['https://example.org/', 'https://example.org/'],
])('of a webhook only where it goes: %s', (url, told) => {
  expect(shown(webhook(url))).toEqual(webhook(told))
})

test('nothing of a topic, and where either is kept', () => {
  expect(shown(ntfy('my-secret-topic', 'https://ntfy.example'))).toEqual(
    ntfy('[redacted]', 'https://ntfy.example'),
  )
  for (const place of [{file: '/etc/topic'}, {env: 'TOPIC'}]) {
    expect(shown(ntfy(place))).toEqual(ntfy(place))
    expect(shown(webhook(place))).toEqual(webhook(place))
  }
})
