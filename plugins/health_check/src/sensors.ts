import type {Sensors} from '../../../src/facts/sensors.ts'
import type {Temperature} from '../../../src/facts/sensors/reading.ts'
import {looked, measured, rounded, stated, type Check} from './check.ts'

/** The thermometer that is worst off; one that cannot be read makes the whole unknown, unless another is too hot. */
export function temperatureOf({temperatures}: Sensors): readonly Check[] {
  if (temperatures.length === 0) return [stated('temperature', 'not_applicable', 'there is no thermometer')]
  const read = temperatures.filter((one): one is Temperature => !('unavailable' in one))
  const [hottest] = read.map(judged).sort(byUrgency)
  const unread = temperatures.find((one) => 'unavailable' in one)
  if (hottest && (unread === undefined || hottest.status !== 'ok')) return [hottest]
  return looked('temperature', unread, () => [])
}

/** Too little voltage now is critical, earlier since boot a warning. */
export function undervoltageOf({undervoltage}: Sensors): Check {
  const id = 'undervoltage'
  if (undervoltage === null) return stated(id, 'not_applicable', 'this machine does not watch its supply')
  if (undervoltage.now) return stated(id, 'critical', 'the supply gives too little voltage now')
  if (undervoltage.sinceBoot) return stated(id, 'warning', 'the supply gave too little voltage since boot')
  return stated(id, 'ok', 'the supply gives enough voltage')
}

const urgency = ['critical', 'warning', 'ok']

function byUrgency(a: Check, b: Check): number {
  return urgency.indexOf(a.status) - urgency.indexOf(b.status) || (b.percent ?? 0) - (a.percent ?? 0)
}

/** Where its maker names no limits: at 80 °C a Raspberry Pi slows down, 95 °C is too much for anything. */
function judged({name, milliCelsius, highMilliCelsius, criticalMilliCelsius}: Temperature): Check {
  const value = rounded(milliCelsius / 1000)
  const criticalThreshold = rounded((criticalMilliCelsius ?? 95_000) / 1000)
  const hot = highMilliCelsius === null ? Math.min(80, criticalThreshold - 10) : highMilliCelsius / 1000
  const limits = {threshold: rounded(Math.min(hot, criticalThreshold)), criticalThreshold}
  const sentence = `${name} has ${value} °C (limit ${criticalThreshold} °C)`
  return measured(
    'temperature',
    {value, unit: '°C', ...limits, percent: (value / criticalThreshold) * 100},
    sentence,
  )
}
