import {listed} from './listed.ts'
import {readingOf, word, type Found} from './reading.ts'

/** The thermometers of the hardware monitoring chips, named by their chip and, where it has one, their label. */
export async function hwmon(root: string): Promise<Found[]> {
  const folder = `${root}/sys/class/hwmon`
  const chips = await Promise.all((await listed(folder)).map((name) => thermometers(`${folder}/${name}`)))
  return chips.flat()
}

async function thermometers(folder: string): Promise<Found[]> {
  const chip = (await word(`${folder}/name`)) ?? 'unnamed'
  const inputs = (await listed(folder)).filter((file) => /^temp\d+_input$/.test(file))
  return Promise.all(inputs.map((file) => thermometer(chip, `${folder}/${file.slice(0, -'_input'.length)}`)))
}

async function thermometer(chip: string, stem: string): Promise<Found> {
  const label = await word(`${stem}_label`)
  const files = {input: `${stem}_input`, high: `${stem}_max`, critical: `${stem}_crit`}
  return {chip, reading: await readingOf(label ? `${chip} ${label}` : chip, files)}
}
