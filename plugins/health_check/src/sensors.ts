import type {Sensors} from '../../../src/facts/sensors.ts'
import type {Temperature} from '../../../src/facts/sensors/reading.ts'
import {looked, measured, rounded, stated, type Check} from './check.ts'

/** The thermometer that is nearest to its limit; one that cannot be read makes the whole unknown, unless another is too hot. */
export function temperatureOf({temperatures}: Sensors): readonly Check[] {
  if (temperatures.length === 0) return [stated('temperature', 'not_applicable', 'there is no thermometer')]
  const read = temperatures.filter((one): one is Temperature => !('unavailable' in one))
  const [hottest] = read.map(judged).sort((a, b) => (b.percent ?? 0) - (a.percent ?? 0))
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

/** Where the maker names no limits: 80 °C slows a Raspberry Pi down, 95 °C is too much for anything. */
function judged({name, milliCelsius, highMilliCelsius, criticalMilliCelsius}: Temperature): Check {
  const value = rounded(milliCelsius / 1000)
  const criticalThreshold = rounded((criticalMilliCelsius ?? 95_000) / 1000)
  const high =
    highMilliCelsius === null
      ? criticalThreshold - (criticalMilliCelsius === null ? 15 : 10)
      : highMilliCelsius / 1000
  const threshold = rounded(Math.min(high, criticalThreshold))
  const sentence = `${name} has ${value} °C; too hot from ${criticalThreshold} °C on`
  return measured(
    'temperature',
    {value, unit: '°C', threshold, criticalThreshold, percent: (value / criticalThreshold) * 100},
    sentence,
  )
}
