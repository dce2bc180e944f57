import {listed} from './listed.ts'
import {word} from './reading.ts'

/** Whether a Raspberry Pi gets too little voltage. */
export type Undervoltage = {
  readonly now: boolean
  /** Null where only the present is known. */
  readonly sinceBoot: boolean | null
}

/** Null on a machine that does not watch its supply. */
export async function undervoltage(root: string): Promise<Undervoltage | null> {
  return (await alarm(root)) ?? (await throttled(root))
}

async function alarm(root: string): Promise<Undervoltage | null> {
  for (const name of await listed(`${root}/sys/class/hwmon`)) {
    const folder = `${root}/sys/class/hwmon/${name}`
    if ((await word(`${folder}/name`)) !== 'rpi_volt') continue
    const flag = await word(`${folder}/in0_lcrit_alarm`)
    if (flag === '0' || flag === '1') return {now: flag === '1', sinceBoot: null}
  }
  return null
}

/** The firmware's own word, for older kernels. Asked second: reading it makes a newer one complain in its log. */
async function throttled(root: string): Promise<Undervoltage | null> {
  const platform = `${root}/sys/devices/platform`
  for (const soc of (await listed(platform)).filter((name) => name.startsWith('soc'))) {
    const bits = await word(`${platform}/${soc}/${soc}:firmware/get_throttled`)
    if (bits === undefined || !/^(0x)?[\da-f]{1,8}$/i.test(bits)) continue
    const value = Number.parseInt(bits, 16)
    return {now: (value & 1) !== 0, sinceBoot: (value & 0x1_0000) !== 0}
  }
  return null
}
