import {mkdirSync, symlinkSync} from 'node:fs'
import {expect, test} from 'vitest'
import {sensors} from '../../src/facts/sensors.ts'
import {machineOf, thisMachine} from './machine.ts'

const chip = '/sys/class/hwmon/hwmon'
const zone = '/sys/class/thermal/thermal_zone'

test('a machine without sensors has none', async () => {
  expect(await sensors(machineOf({'/proc/loadavg': ''}))).toEqual({temperatures: [], undervoltage: null})
})

test('chips with labels and limits, in the order of their numbers', async () => {
  const machine = machineOf({
    [`${chip}2/name`]: 'coretemp\n',
    [`${chip}2/temp10_input`]: '52000\n',
    [`${chip}2/temp1_input`]: '51500\n',
    [`${chip}2/temp1_label`]: 'Package id 0\n',
    [`${chip}2/temp1_max`]: '80000\n',
    [`${chip}2/temp1_crit`]: '100000\n',
    [`${chip}2/fan1_input`]: '900\n',
  })
  expect((await sensors(machine)).temperatures).toEqual([
    {
      name: 'coretemp Package id 0',
      milliCelsius: 51500,
      highMilliCelsius: 80000,
      criticalMilliCelsius: 100000,
    },
    {name: 'coretemp', milliCelsius: 52000, highMilliCelsius: null, criticalMilliCelsius: null},
  ])
})

test('a thermal zone with its trip points; one that is a chip as well is counted once', async () => {
  const machine = machineOf({
    [`${zone}0/type`]: 'cpu-thermal\n',
    [`${zone}0/temp`]: '61322\n',
    [`${zone}1/type`]: 'gpu-thermal\n',
    [`${zone}1/temp`]: '44000\n',
    [`${zone}1/trip_point_0_type`]: 'passive\n',
    [`${zone}1/trip_point_0_temp`]: '75000\n',
    [`${zone}1/trip_point_1_type`]: 'critical\n',
    [`${zone}1/trip_point_1_temp`]: '110000\n',
    [`${chip}0/name`]: 'cpu_thermal\n',
    [`${chip}0/temp1_input`]: '61322\n',
    [`${chip}0/temp1_crit`]: '110000\n',
    '/sys/class/thermal/cooling_device0/type': 'fan\n',
  })
  expect((await sensors(machine)).temperatures).toEqual([
    {name: 'cpu_thermal', milliCelsius: 61322, highMilliCelsius: null, criticalMilliCelsius: 110000},
    {name: 'gpu_thermal', milliCelsius: 44000, highMilliCelsius: null, criticalMilliCelsius: 110000},
  ])
})

test('what no thermometer can show is no temperature, and no limit', async () => {
  const machine = machineOf({
    [`${chip}0/name`]: 'nct6775\n',
    [`${chip}0/temp1_input`]: '-128000\n',
    [`${chip}0/temp2_input`]: '255000\n',
    [`${chip}0/temp3_input`]: '30000\n',
    [`${chip}0/temp3_max`]: '65261850\n',
    [`${chip}0/temp3_crit`]: '0\n',
  })
  expect((await sensors(machine)).temperatures).toEqual([
    {name: 'nct6775', milliCelsius: 30000, highMilliCelsius: null, criticalMilliCelsius: null},
  ])
})

test('a thermometer that cannot be read says so, and the others are read', async () => {
  const machine = machineOf({
    [`${chip}0/temp1_input`]: 'warm\n',
    [`${chip}1/name`]: 'k10temp',
    [`${chip}1/temp1_input`]: '40000',
  })
  mkdirSync(`${machine.root}${chip}1/temp2_input`)
  expect((await sensors(machine)).temperatures).toMatchObject([
    {
      name: 'unnamed',
      unavailable: {code: 'fact_unavailable', says: expect.stringContaining('does not read as a number')},
    },
    {name: 'k10temp', milliCelsius: 40000},
    {name: 'k10temp', unavailable: {says: expect.stringContaining('EISDIR')}},
  ])
})

test('sensors that cannot be listed are not taken for none', async () => {
  const machine = machineOf({'/sys/class/': ''})
  symlinkSync('hwmon', `${machine.root}/sys/class/hwmon`)
  await expect(sensors(machine)).rejects.toThrow('ELOOP')
})

test('a Raspberry Pi tells of too little voltage by its alarm', async () => {
  const pi = (flag: string) =>
    machineOf({[`${chip}1/name`]: 'rpi_volt\n', [`${chip}1/in0_lcrit_alarm`]: flag})
  expect((await sensors(pi('0\n'))).undervoltage).toEqual({now: false, sinceBoot: null})
  expect((await sensors(pi('1\n'))).undervoltage).toEqual({now: true, sinceBoot: null})
  expect((await sensors(pi('?\n'))).undervoltage).toBeNull()
})

test.each([
  ['0\n', {now: false, sinceBoot: false}],
  ['50000\n', {now: false, sinceBoot: true}],
  ['0x50005', {now: true, sinceBoot: true}],
  ['throttled', null],
])('an older kernel tells it by the word of the firmware: %j', async (bits, undervoltage) => {
  const files = {
    '/sys/devices/platform/soc/soc:firmware/get_throttled': bits,
    '/sys/devices/platform/leds/name': '',
  }
  expect((await sensors(machineOf(files))).undervoltage).toEqual(undervoltage)
})

test('this machine: every thermometer has a plausible temperature or says why not', async () => {
  const {temperatures} = await sensors(thisMachine)
  const wrong = temperatures.filter(
    (one) => !('unavailable' in one) && !(one.milliCelsius > -60_000 && one.milliCelsius < 200_000),
  )
  expect(wrong).toEqual([])
})
