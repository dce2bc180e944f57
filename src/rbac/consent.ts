import type {Permission} from './claim.ts'
import {needsRoot} from './closed.ts'
import {includes} from './match.ts'

export type Risk = 'low' | 'medium' | 'high'

const ranks = ['low', 'medium', 'high'] as const

/** What of `next` nothing in `previous` includes: what has to be consented to again. Both expanded. */
export function widened(previous: readonly Permission[], next: readonly Permission[]): readonly Permission[] {
  return next.filter((one) => !previous.some((had) => includes(had, one)))
}

/**
 * How much harm these could do together: the worst of each alone, and high where one reads and another sends.
 */
export function risk(permissions: readonly Permission[]): Risk {
  const worst = Math.max(0, ...permissions.map((permission) => ranks.indexOf(riskOf(permission))))
  const reads = permissions.some(({area}) => area === 'fs' || area === 'env')
  const sends = permissions.some(({area}) => area === 'net')
  return reads && sends ? 'high' : (ranks[worst] ?? 'high')
}

function riskOf({area, claim}: Permission): Risk {
  if (area === 'sys') return 'high'
  if (claim.kind === 'path') {
    if (claim.variable === 'DATA' || claim.variable === 'PLUGIN') return 'low'
    return claim.access === 'write' ? (needsRoot(claim.path) ? 'high' : 'medium') : 'low'
  }
  return area === 'net' || area === 'exec' || area === 'env' ? 'medium' : 'low'
}
