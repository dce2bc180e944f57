import {outcomes} from '../../src/outcomes.ts'
import * as common from '../../src/terminal/common-flags.ts'
import {completion, core, topics} from '../../src/terminal/core.ts'
import {rootTexts} from '../../src/terminal/help-list.ts'

/** Every English text that the help and the lists of commands can say. */
export async function helpTexts(): Promise<readonly string[]> {
  const classes = await Promise.all(Object.values(core).map(({load}) => load()))
  const own = classes.flatMap(({default: {description, fields, meanings}}) => [
    ...(description === undefined ? [] : [description]),
    ...fields.map((field) => field.description),
    ...Object.values(meanings),
  ])
  const flags = [common.json, common.profile, common.lang, common.resume, ...common.callFlags]
  return [
    ...new Set([
      ...Object.values(rootTexts),
      ...Object.values(core).map(({summary}) => summary),
      ...Object.values(topics),
      completion.summary,
      ...Object.values(outcomes).map(({meaning}) => meaning),
      ...flags.map(({description}) => description),
      ...own,
    ]),
  ]
}
