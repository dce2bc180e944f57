import type {Machine} from './machine.ts'
import {hwmon} from './sensors/hwmon.ts'
import type {Temperature, Unread} from './sensors/reading.ts'
import {thermal} from './sensors/thermal.ts'
import {undervoltage, type Undervoltage} from './sensors/undervoltage.ts'

/** A virtual machine has no thermometers: then the list is empty. */
export type Sensors = {
  readonly temperatures: readonly (Temperature | Unread)[]
  /** Null where the machine does not watch its supply; a Raspberry Pi does. */
  readonly undervoltage: Undervoltage | null
}

/** Every thermometer that measures now (hwmon, then thermal zones not seen there), and whether the supply sags. */
export async function sensors({root}: Machine): Promise<Sensors> {
  const [chips, zones, supply] = await Promise.all([hwmon(root), thermal(root), undervoltage(root)])
  const seen = new Set(chips.map(({chip}) => chip))
  const found = [...chips, ...zones.filter(({chip}) => !seen.has(chip))]
  return {
    temperatures: found.map(({reading}) => reading).filter((reading) => reading !== null),
    undervoltage: supply,
  }
}
