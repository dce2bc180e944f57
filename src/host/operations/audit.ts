import type {Verification} from '../../events/verdict.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, says} from '../../text/problem.ts'
import {journalPlace} from '../journal-place.ts'
import {done, wrong, type Host, type Operation} from '../operation.ts'

/** Is the journal what was written? A finding is a problem on this machine: exit status 3. */
export const auditVerify: Operation = {
  tool: 'audit_verify',
  permissions: ['logs:read'],
  changes: false,
  input: {type: 'object', properties: {expectHead: {type: 'string'}}, additionalProperties: false},
  run: async (host, {values, world}) => {
    const {paths} = host
    const [{verify}, {parseExpected}] = await Promise.all([
      import('../../events/verify.ts'),
      import('../../events/head.ts'),
    ])
    const text = values['expectHead'] as string | undefined
    const expectHead = text === undefined ? undefined : parseExpected(text)
    if (text !== undefined && expectHead === undefined) return wrong(problem('head_unreadable', {text}))
    const found = await verify({...journalPlace(paths, world.config), ...(expectHead && {expectHead})})
    await tellTrouble(host, found)
    return {outcome: found.ok ? 'ok' : 'findings', problems: [], output: found}
  },
}

/** Is an export, or an archive of what was cut away, what was written? Needs no journal, and reads a file as whoever is at the terminal. */
export const auditVerifyExport: Operation = {
  tool: 'audit_verify_export',
  permissions: ['logs:read'],
  changes: false,
  terminal: true,
  files: true,
  input: {
    type: 'object',
    required: ['file'],
    properties: {file: {type: 'string', minLength: 1, maxLength: 4096}, expectHead: {type: 'string'}},
    additionalProperties: false,
  },
  run: async (_, {values}) => {
    const [{verifyExport}, {parseExpected}] = await Promise.all([
      import('../../events/verify-export.ts'),
      import('../../events/head.ts'),
    ])
    const {file, expectHead: text} = values as {readonly file: string; readonly expectHead?: string}
    const expectHead = text === undefined ? undefined : parseExpected(text)
    if (text !== undefined && expectHead === undefined) return wrong(problem('head_unreadable', {text}))
    try {
      const found = await verifyExport(file, expectHead)
      return {outcome: found.ok ? 'ok' : 'findings', problems: [], output: {...found, notes: []}}
    } catch (error) {
      const cause = causeWords(error)
      return wrong(problem('export_missing', {file, cause}))
    }
  },
}

/** For alerts: what is wrong, and once that it is well again. A journal that takes no entry is no reason not to answer. */
async function tellTrouble({journal, record}: Host, {ok, findings: [first]}: Verification): Promise<void> {
  const about = {source: 'host', correlation_id: 'audit_verify'}
  try {
    if (first !== undefined) {
      const payload = {cause: says(first.problem), problem: first.problem}
      await record({event_type: 'JOURNAL_TROUBLE', payload, ...about})
    } else if (ok) {
      const [last] = (await journal()).read({types: ['JOURNAL_TROUBLE', 'JOURNAL_VERIFIED'], limit: 1})
      if (last?.event_type === 'JOURNAL_TROUBLE')
        await record({event_type: 'JOURNAL_VERIFIED', payload: {}, ...about})
    }
  } catch {}
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
