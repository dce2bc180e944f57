import {problem} from '../../text/problem.ts'
import {journalPlace} from '../journal-place.ts'
import {done, wrong, type Operation} from '../operation.ts'

/** Is the journal what was written? A finding is a problem on this machine: exit status 3. */
export const auditVerify: Operation = {
  tool: 'audit_verify',
  permissions: ['logs:read'],
  changes: false,
  input: {type: 'object', properties: {expectHead: {type: 'string'}}, additionalProperties: false},
  run: async ({paths}, {values, world}) => {
    const [{verify}, {parseExpected}] = await Promise.all([
      import('../../events/verify.ts'),
      import('../../events/head.ts'),
    ])
    const text = values['expectHead'] as string | undefined
    const expectHead = text === undefined ? undefined : parseExpected(text)
    if (text !== undefined && expectHead === undefined) return wrong(problem('head_unreadable', {text}))
    const found = await verify({...journalPlace(paths, world.config), ...(expectHead && {expectHead})})
    return {outcome: found.ok ? 'ok' : 'findings', problems: [], output: found}
  },
}

/** The newest event's number and hash, signed; worth keeping where this machine cannot reach it. */
export const auditHead: Operation = {
  tool: 'audit_head',
  permissions: ['logs:read'],
  changes: false,
  run: async ({journal}) => done((await journal()).head() ?? null),
}

/** The whole journal as lines that can be verified without it. `lines` can be walked once. */
export const auditExport: Operation = {
  tool: 'audit_export',
  permissions: ['logs:read'],
  changes: false,
  run: async ({journal}) => {
    const {exportLines} = await import('../../events/export.ts')
    return done({lines: exportLines(await journal())})
  },
}
