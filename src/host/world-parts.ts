import type {LoadedWorld} from './load-world.ts'

/** Parts of the world that can be taken by themselves. */
export const parts = ['config', 'logging', 'rbac', 'plugins'] as const
export type Part = (typeof parts)[number]

/** The old world with these parts of the next. A broken world cannot be taken in parts. */
export function onlyParts(old: LoadedWorld, next: LoadedWorld, only: readonly Part[]): LoadedWorld {
  if (next.problems.length > 0 || old.problems.length > 0) return next
  return {
    ...next,
    ...(!only.includes('config') && {config: logging(old, next, only), warnings: old.warnings}),
    ...(!only.includes('rbac') && {policy: old.policy}),
    ...(!only.includes('plugins') && {catalog: old.catalog}),
  }
}

/** What is logged is a section of the configuration that can be taken alone. */
function logging(old: LoadedWorld, next: LoadedWorld, only: readonly Part[]): LoadedWorld['config'] {
  return only.includes('logging') ? {...old.config, log: next.config.log} : old.config
}
