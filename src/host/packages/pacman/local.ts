import {existsSync, readdirSync, readFileSync} from 'node:fs'

const folder = '/var/lib/pacman/local'

/** A package as pacman keeps it on disk; `at` is when it was installed, in ms. `whole` is false where it was stopped in the middle. */
export type Local = {
  readonly name: string
  readonly arch: string
  readonly version: string
  readonly at: number
  readonly whole: boolean
}

/** Every package that is installed. Each has a folder `name-version-release` with a file `desc`, which any user may read. */
export function locals(): readonly Local[] {
  const folders = readdirSync(folder, {withFileTypes: true}).filter((entry) => entry.isDirectory())
  return folders.map(({name}) => localIn(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function localIn(entry: string): Local {
  const file = `${folder}/${entry}/desc`
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const [, named = entry, versioned = ''] = /^(.+)-([^-]+-[^-]+)$/.exec(entry) ?? []
  return {
    name: fieldOf(text, 'NAME') ?? named,
    arch: fieldOf(text, 'ARCH') ?? 'any',
    version: fieldOf(text, 'VERSION') ?? versioned,
    at: Number(fieldOf(text, 'INSTALLDATE') ?? 0) * 1000,
    whole: fieldOf(text, 'NAME') !== undefined && existsSync(`${folder}/${entry}/files`),
  }
}

/** `%NAME%`, and its value on the line below. */
function fieldOf(text: string, name: string): string | undefined {
  const lines = text.split('\n')
  const at = lines.indexOf(`%${name}%`)
  return at === -1 ? undefined : lines[at + 1]
}
