import {expect, test} from 'vitest'
import {packages} from '../../src/facts/packages.ts'
import {machineOf, never, thisMachine} from './machine.ts'
import {needs} from '../needs.ts'

const plan = `Reading package lists...
Inst libssl3 [3.0.11] (3.0.17-1 Debian-Security:12/stable-security [amd64])
Inst vim [2:9.0] (2:9.1 Debian:12.15/stable [amd64]) []
Inst linux-image-6.1 (6.1.99 Debian-Security:12/stable-security [amd64])
Inst openssl [3.0.2] (3.0.2-1 Ubuntu:22.04/jammy-updates, Ubuntu:22.04/jammy-security [amd64])
Conf libssl3 (3.0.17-1 Debian-Security:12/stable-security [amd64])`

test('upgrades are counted, security ones among them; what is newly installed is no upgrade', async () => {
  const machine = machineOf({'/var/lib/apt/lists/x': ''}, {'apt-get': `cat <<'END'\n${plan}\nEND`})
  expect(await packages(machine, never)).toEqual({
    upgradable: 3,
    security: 2,
    listsAt: expect.stringMatching(/^\d{4}-.*Z$/),
    rebootRequired: false,
  })
})

test('nothing to do, no lists, and a reboot that is due', async () => {
  const machine = machineOf({'/var/lib/apt/': '', '/run/reboot-required': ''}, {'apt-get': 'echo'})
  expect(await packages(machine, never)).toEqual({
    upgradable: 0,
    security: 0,
    listsAt: null,
    rebootRequired: true,
  })
})

test('absent where there is no apt; a failing one is no good news', async () => {
  expect(await packages(machineOf({}), never)).toMatchObject({absent: {code: 'no_apt'}})
  const broken = machineOf({'/var/lib/apt/': ''}, {'apt-get': 'echo "E: broken packages" >&2; exit 100'})
  await expect(packages(broken, never)).rejects.toThrow('E: broken packages')
})

needs('apt-get', 'a system with apt')('with the apt of this machine', () => {
  test('an answer within the bounds', async () => {
    const found = await packages(thisMachine, never)
    const {upgradable, security} = 'upgradable' in found ? found : {upgradable: -1, security: -1}
    expect(security).toBeGreaterThanOrEqual(0)
    expect(upgradable).toBeGreaterThanOrEqual(security)
  })
})
