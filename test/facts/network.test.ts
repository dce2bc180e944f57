import {readdirSync} from 'node:fs'
import {expect, test} from 'vitest'
import {network} from '../../src/facts/network.ts'
import {machineOf, thisMachine} from './machine.ts'

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
const zero = '0'.repeat(32)

test('default routes: up, to everywhere, and none that refuses', () => {
  const machine = machineOf({
    '/proc/net/route':
      head +
      'eth0\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n' +
      'ppp0\t00000000\t00000000\t0001\t0\t0\t200\t00000000\t0\t0\t0\n' +
      'eth0\t0002A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n' +
      'old0\t00000000\t0102A8C0\t0002\t0\t0\t100\t00000000\t0\t0\t0\n',
    '/proc/net/ipv6_route':
      `${zero} 00 ${zero} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n` +
      `${zero} 00 ${zero} 00 ${zero} 00000400 00000001 00000000 00000001     tun0\n` +
      `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo\n` +
      `fd000000000000000000000000000000 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001     eth0\n`,
  })
  expect(network(machine).defaultRoutes).toEqual([
    {family: 4, interface: 'eth0', gateway: '192.168.2.1'},
    {family: 4, interface: 'ppp0', gateway: null},
    {family: 6, interface: 'eth0', gateway: 'fe80::1'},
    {family: 6, interface: 'tun0', gateway: null},
  ])
})

test('no tables and garbage in them are no routes', () => {
  expect(network(machineOf({})).defaultRoutes).toEqual([])
  expect(
    network(machineOf({'/proc/net/route': '\0\n\n???', '/proc/net/ipv6_route': 'x y\n'})).defaultRoutes,
  ).toEqual([])
})

test('this machine: interfaces the kernel knows, with addresses and a state', () => {
  const {interfaces} = network(thisMachine)
  expect(readdirSync('/sys/class/net')).toEqual(expect.arrayContaining(interfaces.map(({name}) => name)))
  const lo = interfaces.find(({name}) => name === 'lo')
  expect(lo).toMatchObject({loopback: true, state: expect.stringMatching(/^(unknown|up)$/)})
  expect(lo?.addresses).toContainEqual({family: 4, address: '127.0.0.1', prefixLength: 8})
})
