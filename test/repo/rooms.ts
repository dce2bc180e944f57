import {globSync, readFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'

/** The rooms of src from the top down: a file may import from its own room and from those below. */
export const rooms = [
  'cli.ts',
  'root',
  'terminal',
  'clock',
  'mcp',
  'people',
  'app.ts',
  'app',
  'delivery',
  'host',
  'alerts',
  'facts',
  'sandbox',
  'log',
  'config',
  'events',
  'manifest',
  'rbac',
  'text',
  'outcomes.ts',
] as const

/** Each import below `root`/src that goes up, or names a file in no room, as a sentence. */
export function importsGoingUp(root: string): string[] {
  const src = join(root, 'src')
  return globSync('**/*.ts', {cwd: src}).flatMap((file) =>
    importsOf(join(src, file)).flatMap((target) =>
      complaint(file, relative(src, join(src, dirname(file), target))),
    ),
  )
}

/** Static, dynamic and type imports, and re-exports, of files of our own. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(
    ([, target = '']) => target,
  )
}

function complaint(from: string, to: string): string[] {
  if (to.startsWith('..')) return []
  const [above, below] = [roomOf(from), roomOf(to)]
  if (above === -1 || below === -1) return [`src/${above === -1 ? from : to} stands in no room`]
  if (below >= above) return []
  return [
    `src/${from} imports src/${to}: ${rooms[above]} may not know of ${rooms[below]}, which stands above it`,
  ]
}

/** `plugin.ts` is what plugins are built from; it stands beside the program, as low as the facts it types. */
function roomOf(file: string): number {
  if (file === 'plugin.ts') return rooms.indexOf('facts')
  return rooms.findIndex((room) => file === room || file.startsWith(`${room}/`))
}
