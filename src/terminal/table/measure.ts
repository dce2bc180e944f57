/** A number as people read it: `22.3 %`, `78.8 GiB`, `26 h`, or with at most two decimals. */
export function measure(as: string, value: number): string {
  if (as === 'percent') return `${value.toFixed(1)} %`
  if (as === 'bytes') return bytes(value)
  return as === 'seconds' ? seconds(value) : String(Math.round(value * 100) / 100)
}

const sizes = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

function bytes(value: number): string {
  const power = value < 1024 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log2(value) / 10))
  const scaled = value / 1024 ** power
  return `${scaled.toFixed(power === 0 || scaled >= 99.95 ? 0 : 1)} ${sizes[power]}`
}

const spans = [
  {below: 120, unit: 's', size: 1},
  {below: 7200, unit: 'min', size: 60},
  {below: 259_200, unit: 'h', size: 3600},
]

function seconds(value: number): string {
  const {unit, size} = spans.find(({below}) => value < below) ?? {unit: 'd', size: 86_400}
  return `${Math.floor(value / size)} ${unit}`
}
