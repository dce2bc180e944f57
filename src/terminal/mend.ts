import type {CallResult, Input} from '../host/request.ts'
import {callFrom} from './call.ts'
import type {Door} from './door.ts'

/** Calls `tool`; where the configuration is too broken for anything to run, what mends it, with the same input and `more`. */
export async function callOrMend(
  door: Door,
  tool: string,
  input: () => Promise<Input>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<CallResult> {
  const result = await callFrom(door, {tool, input})
  if (result.outcome !== 'broken') return result
  const mending = await callFrom(door, {
    tool: 'config_mend',
    input: async () => {
      const given = await input()
      return 'values' in given ? {values: {...given.values, ...more}} : given
    },
  })
  const whole = mending.problems.some(({code}) => code === 'config_whole')
  return whole ? result : mending
}
