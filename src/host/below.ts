import type {Above, Work} from './walk.ts'
import type {CallResult} from './request.ts'
import type {CallStep} from './workflow/flow.ts'

/** How a call makes calls of its own below it: each by the same principal and through the same door. */
export function stepBelow(work: Work, callStep: CallStep) {
  return (tool: string, values: Readonly<Record<string, unknown>>): Promise<CallResult> =>
    callStep({...work.request, tool, input: async () => ({values})}, aboveOf(work))
}

/** Only `<plugin>:execute` covers steps, as its name says: any other action, which everybody may hold, would lend them out. */
export function aboveOf({id, above, wanted}: Work): Above {
  const own = wanted.permissions.find(({text}) => text === `${wanted.plugin}:execute`)
  return {root: above?.root ?? id, call: id, depth: (above?.depth ?? 0) + 1, ...(own && {within: own})}
}
