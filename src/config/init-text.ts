import {join} from 'node:path'
import {configKeys, sections, type Key, type Section} from './keys.ts'

/** Where the JSON Schema of the configuration file lies, for editors that complete it. */
export const schemaFile = (root: string) => join(root, 'manifests/config.schema.json')

/** A configuration in YAML that changes nothing: every key as a comment, with its sentence, its default, and what it takes. */
export function initText(root: string): string {
  return [
    `# yaml-language-server: $schema=${schemaFile(root)}`,
    '# What Parrot does is said here. Each key is a comment with its default: take "# " away in front of one to set it,',
    '# or let "parrot config set KEY VALUE" do it. "parrot config check" says whether the file is right.',
    ...sections().flatMap(sectionLines),
    '',
    ...topKeys().flatMap(topLines),
    '',
  ].join('\n')
}

/** A section with all of its keys, and the empty line before it. */
export function sectionLines({name, says}: Section): readonly string[] {
  return ['', `# ${says}`, `${name}:`, ...keysIn(name).flatMap(keyLines)]
}

export const keysIn = (section: string) =>
  configKeys().filter(({path}) => path.length > 1 && path[0] === section)

export function keyLines(key: Key): readonly string[] {
  return [`  # ${key.says}${range(key)}`, `  # ${key.path.at(-1)}: ${example(key)}`]
}

/** Those that stand in no section. */
export const topKeys = () => configKeys().filter(({path}) => path.length === 1)

export function topLines({key, says, type}: Key): readonly string[] {
  return [
    `# ${says}`,
    `${key}:`,
    type === 'list'
      ? '  # - {name: NAME, events: BACKUP_*, webhook: {url: "https://host/path"}}'
      : '  # NAME: {KEY: value}',
  ]
}

function range({also, minimum, maximum}: Key): string {
  if (minimum === undefined) return ''
  if (also !== undefined) return ` ${also} or at least ${minimum}.`
  return maximum === undefined ? ` At least ${minimum}.` : ` ${minimum} to ${maximum}.`
}

const example = ({default: standard}: Key) => (standard === undefined ? '""' : JSON.stringify(standard))
