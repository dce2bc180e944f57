import type {Permission} from '../rbac/claim.ts'
import {parsePermission, withoutRoot} from '../rbac/permission.ts'
import type {CommandFields, Manifest} from './manifest.ts'
import {commandPlaces, wrong, type Path, type Wrong} from './wrong.ts'

/** Every permission parses, names inputs and configuration keys that exist, and breaks no promise to only read. */
export function permissionRules(manifest: Manifest): Wrong[] {
  return commandPlaces(manifest).flatMap(([place, command]) => {
    const texts = command.permissions ?? []
    const root = texts.includes('sys:root')
    return texts.flatMap((text, index) => {
      const path = [...place, 'permissions', index]
      const permission = parsePermission(text)
      if ('code' in permission) return [{path, problem: permission}]
      const closed = root ? [] : withoutRoot([permission]).map((problem) => ({path, problem}))
      return [
        ...closed,
        ...inputs(path, permission, command),
        ...configKeys(path, permission, manifest),
        ...promise(path, text, permission, command),
      ]
    })
  })
}

/** A permission with a hole can only be decided once the hole is filled, so the input may not be left out. */
function inputs(path: Path, {text, claim}: Permission, {input}: Partial<CommandFields>): Wrong[] {
  if (claim.kind !== 'action' || claim.input === undefined) return []
  const properties = (input?.['properties'] ?? {}) as Record<string, {type?: unknown; default?: unknown}>
  const property = Object.hasOwn(properties, claim.input) ? properties[claim.input] : undefined
  if (property === undefined) return [wrong(path, text, `an input called "${claim.input}"`)]
  const required = (input?.['required'] ?? []) as readonly unknown[]
  if (property.type !== 'string' && property.type !== 'integer') {
    return [wrong(path, text, `the input "${claim.input}" to be a string or an integer`)]
  }
  if (required.includes(claim.input) || property.default !== undefined) return []
  return [wrong(path, text, `the input "${claim.input}" to be required or to have a default`)]
}

function configKeys(path: Path, {text, claim}: Permission, {config = {}}: Manifest): Wrong[] {
  if ((claim.kind !== 'path' && claim.kind !== 'host') || !claim.variable?.startsWith('CONFIG.')) return []
  const key = claim.variable.slice('CONFIG.'.length)
  const type = Object.hasOwn(config, key) ? config[key]?.type : undefined
  const single = claim.kind === 'path' ? 'path' : 'string'
  if (type === single || type === 'list') return []
  return [wrong(path, text, `a configuration key "${key}" of type ${single} or list`)]
}

function promise(
  path: Path,
  text: string,
  {area, claim}: Permission,
  {annotations}: Partial<CommandFields>,
): Wrong[] {
  const writes = (claim.kind === 'path' && claim.access === 'write') || area === 'sys' || area === 'net'
  if (!writes || annotations?.readOnly !== true) return []
  return [wrong(path, text, 'no fs:write, net: or sys: permission beside "readOnly": true')]
}
