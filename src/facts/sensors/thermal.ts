import {listed} from './listed.ts'
import {readingOf, word, type Found} from './reading.ts'

/** The thermal zones, each with its trip points `hot` and `critical`. */
export async function thermal(root: string): Promise<Found[]> {
  const folder = `${root}/sys/class/thermal`
  const zones = (await listed(folder)).filter((name) => /^thermal_zone\d+$/.test(name))
  return Promise.all(zones.map((name) => zone(`${folder}/${name}`)))
}

async function zone(folder: string): Promise<Found> {
  // The kernel shows a zone again under hwmon, with the hyphens of its type turned into underscores.
  const chip = ((await word(`${folder}/type`)) ?? 'unnamed').replaceAll('-', '_')
  const [high, critical] = await Promise.all([trip(folder, 'hot'), trip(folder, 'critical')])
  return {chip, reading: await readingOf(chip, {input: `${folder}/temp`, high, critical})}
}

async function trip(folder: string, kind: string): Promise<string | undefined> {
  const files = (await listed(folder)).filter((name) => /^trip_point_\d+_type$/.test(name))
  const kinds = await Promise.all(files.map((name) => word(`${folder}/${name}`)))
  const file = files[kinds.indexOf(kind)]
  return file && `${folder}/${file.replace(/type$/, 'temp')}`
}
