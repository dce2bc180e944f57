import {boundText} from '../rbac/bind.ts'
import type {Problem} from '../text/problem.ts'
import type {Values} from './admit.ts'

/** Who is refused before their input is read is told of `service:restart:{unit}`; whoever has that input at hand says which unit it was. */
export function exactly(problems: readonly Problem[], input: Values): readonly Problem[] {
  return problems.map(({code, params}) => {
    const {permission} = params
    if (typeof permission !== 'string') return {code, params}
    return {code, params: {...params, permission: boundText(permission, input)}}
  })
}
