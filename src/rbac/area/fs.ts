import {problem, type Problem} from '../../text/problem.ts'
import type {PathClaim, Permission} from '../claim.ts'
import {shown} from '../shown.ts'
import {choice} from './choice.ts'

const head = /^\$(DATA|PLUGIN|CONFIG\.[A-Za-z_][A-Za-z0-9_]*)(?=\/|$)/

/**
 * Reads `read:<path>` or `write:<path>`; `$DATA`, `$PLUGIN` and `$CONFIG.<key>` may stand at the head of the
 * path.
 */
export function readFs(text: string, _area: string, rest: string): Permission | Problem {
  const colon = rest.indexOf(':')
  const access = colon < 0 ? rest : rest.slice(0, colon)
  if (access !== 'read' && access !== 'write') return choice(text, 'fs', access, ['read', 'write'])
  if (colon < 0) return problem('permission_shape', {text: shown(text)})
  const written = rest.slice(colon + 1)
  const variable = head.exec(written)?.[1]
  const tail = variable === undefined ? written : written.slice(variable.length + 1) || '/'
  const path = canonicalPath(text, tail)
  if (typeof path !== 'string') return path
  if (variable === undefined) return pathPermission(access, path)
  return pathPermission(access, under(`$${variable}`, path), variable)
}

/**
 * `path` with single slashes and none at its end; a problem where it is relative, has dots, wildcards or a
 * `$`.
 */
export function canonicalPath(text: string, path: string): string | Problem {
  const shape = {text: shown(text)}
  if (path.includes('$')) return problem('path_dollar', shape)
  if (!path.startsWith('/'))
    return problem('path_relative', {...shape, variables: '$DATA, $PLUGIN or $CONFIG.<key>'})
  if (/[*?[\]{}]/.test(path)) return problem('path_glob', shape)
  const segments = path.split('/').filter((segment) => segment !== '')
  if (segments.some((segment) => segment === '.' || segment === '..')) return problem('path_dots', shape)
  return `/${segments.join('/')}`
}

/** The permission for a path that is already canonical. */
export function pathPermission(access: PathClaim['access'], path: string, variable?: string): Permission {
  const claim: PathClaim = {kind: 'path', access, path, ...(variable !== undefined && {variable})}
  return {text: `fs:${access}:${path}`, area: 'fs', family: 'fs', claim}
}

/** Is `path` the folder `dir` or something below it? Both canonical. */
export function within(path: string, dir: string): boolean {
  if (!path.startsWith(dir)) return false
  return path.length === dir.length || dir === '/' || path[dir.length] === '/'
}

export function pathIncludes(wide: PathClaim, narrow: PathClaim): boolean {
  return (wide.access === 'write' || narrow.access === 'read') && within(narrow.path, wide.path)
}

/** A restriction of writing leaves reading alone; one of reading also stops writing, which includes it. */
export function pathMeets(restricted: PathClaim, asked: PathClaim): boolean {
  if (restricted.access === 'write' && asked.access === 'read') return false
  return within(asked.path, restricted.path) || within(restricted.path, asked.path)
}

/** `path` below `folder`. */
export function under(folder: string, path: string): string {
  return path === '/' ? folder : `${folder === '/' ? '' : folder}${path}`
}
