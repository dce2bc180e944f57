import {execFileSync} from 'node:child_process'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {approve} from '../terminal/fixtures.ts'
import {given, run} from './given.ts'

const bubblewrap = needs('bwrap', 'apt-get install bubblewrap')
const jq = needs('jq', 'apt-get install jq')

/** The program as it is, with sensors that this machine need not have. */
function says(sensors: unknown, hot = 80): unknown {
  const stdin = JSON.stringify({input: {hot}, facts: {sensors}})
  const program = join(root, 'examples/pi_thermals/main.sh')
  return JSON.parse(execFileSync(program, {input: stdin, encoding: 'utf8'}))
}

const reason = {code: 'fact_unavailable', params: {}, says: 'The fact "nvme" could not be read: EIO'}
const cpu = {name: 'cpu', milliCelsius: 51_200, highMilliCelsius: null, criticalMilliCelsius: null}

jq('pi_thermals, by what the sensors say', () => {
  test('cool, hot, and none at all', () => {
    expect(says({temperatures: [cpu], undervoltage: null})).toEqual({
      line: '1 thermometer, all below 80 degrees',
      sensors: [{name: 'cpu', degrees: 51.2}],
      findings: false,
    })
    expect(says({temperatures: [cpu], undervoltage: null}, 50)).toMatchObject({
      line: '1 of 1 thermometer at 50 degrees or more',
      findings: true,
    })
    expect(says({temperatures: [], undervoltage: null})).toEqual({
      line: 'no thermometer on this machine',
      sensors: [],
      findings: false,
    })
  })

  test('a supply that is too weak', () => {
    expect(says({temperatures: [cpu], undervoltage: {now: true, sinceBoot: true}})).toMatchObject({
      line: '1 thermometer, all below 80 degrees; the power supply is too weak',
      findings: true,
    })
  })

  test('one that cannot be read is neither cool nor missing', () => {
    expect(says({temperatures: [cpu, {name: 'nvme', unavailable: reason}], undervoltage: null})).toEqual({
      line: '1 of 2 thermometers could not be read',
      sensors: [
        {name: 'cpu', degrees: 51.2},
        {name: 'nvme', degrees: null, why: reason.says},
      ],
      findings: true,
    })
  })

  test('sensors that cannot be read are not "none"', () => {
    expect(says({unavailable: reason})).toEqual({
      line: `the thermometers could not be read: ${reason.says}`,
      sensors: [],
      findings: true,
    })
  })
})

bubblewrap('pi_thermals in the sandbox', () => {
  test('says what the sensors of this machine say, or that there are none', async () => {
    const home = given('pi_thermals')
    approve(home, 'pi_thermals')
    const {outcome, level, output} = await run(home, ['pi_thermals', '--hot', '120'])
    expect({outcome, level}).toEqual({outcome: 'ok', level: 'enforced'})
    expect(output['line']).toMatch(/no thermometer|all below 120/)
  })
})
