import {isDeepStrictEqual} from 'node:util'
import {configKeys} from '../../config/keys.ts'
import {printable} from '../../manifest/show.ts'
import {notThere} from '../../text/not-there.ts'
import type {Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host} from '../operation.ts'
import {configRows} from './rows.ts'

/** Every value there is, who says it, and what the variables that were given do. */
export async function show(host: Host, work: Work): Promise<Answer> {
  const found = await configRows(host, work)
  if ('problems' in found) return {outcome: 'broken', problems: found.problems}
  const {warnings, ...rest} = found
  return {...done(rest), problems: warnings}
}

/** One value. */
export async function get(host: Host, work: Work): Promise<Answer> {
  const {key} = work.values as {readonly key: string}
  const found = await configRows(host, work)
  if ('problems' in found) return {outcome: 'broken', problems: found.problems}
  const row = found.rows.find((one) => one.key === key)
  return row === undefined
    ? wrong(
        noKey(
          key,
          found.rows.map((one) => one.key),
        ),
      )
    : done(row)
}

/** What is not as it is by default. */
export async function diff(host: Host, work: Work): Promise<Answer> {
  const found = await configRows(host, work)
  if ('problems' in found) return {outcome: 'broken', problems: found.problems}
  return done({
    rows: found.rows.filter(
      ({value, default: standard, kept}) => kept !== undefined || !isDeepStrictEqual(value, standard),
    ),
  })
}

/** There is no key of this name; the nearest is said. */
export function noKey(key: string, known: readonly string[] = configKeys().map((one) => one.key)): Problem {
  return notThere('config_no_key', {key: printable(key.slice(0, 100))}, key, known)
}
