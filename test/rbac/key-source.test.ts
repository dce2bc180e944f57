import {expect, test} from 'vitest'
import {isFrom, isSource} from '../../src/rbac/key-source.ts'

test.each([
  [['10.0.0.0/8'], '10.200.3.4', true],
  [['10.0.0.0/8'], '11.0.0.1', false],
  [['10.0.0.7'], '10.0.0.7', true],
  [['10.0.0.7'], '10.0.0.8', false],
  [['10.0.0.0/8'], '::ffff:10.1.2.3', true],
  [['10.0.0.0/8'], '::ffff:11.1.2.3', false],
  [['2001:db8::/32'], '2001:db8:1::1', true],
  [['2001:db8::/32'], '2001:db9::1', false],
  [['fe80::/10'], 'fe80::1%eth0', true],
  [['0.0.0.0/0'], '::1', false],
  [['192.0.2.1', '::1'], '::1', true],
  [['127.0.0.0/8'], undefined, true],
  [['::1'], undefined, true],
  [['10.0.0.0/8'], undefined, false],
  [['0.0.0.0/0', '::/0'], 'no address', false],
  [['0.0.0.0/0', '::/0'], '', false],
])('%j, from %s: %s', (sources, address, good) => {
  expect(isFrom(sources, address)).toBe(good)
})

test('names, ports and lengths that no address has are no sources', () => {
  for (const good of ['192.0.2.7', '10.0.0.0/8', '::1', '2001:db8::/32', '0.0.0.0/0'])
    expect(isSource(good)).toBe(true)
  for (const wrong of [
    '',
    'a',
    'localhost',
    '10.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '::/129',
    '1.2.3.4:80',
    '1.2.3.4/-1',
    '1.2.3.4/8 ',
  ])
    expect(isSource(wrong), wrong).toBe(false)
})
