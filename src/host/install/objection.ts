import type {z} from 'zod'
import {issueWords} from '../../manifest/issue-words.ts'
import {printable} from '../../manifest/show.ts'

/** What a schema objects to first in `document`, in words and with its place. */
export function objection([issue]: readonly z.core.$ZodIssue[], document: unknown): string {
  if (issue === undefined) return ''
  const found = issue.path.reduce<unknown>(
    (outer, key) => (outer as Record<PropertyKey, unknown> | null)?.[key],
    document,
  )
  const said = issueWords(issue, found)
  const path = issue.path.map(String).join('.')
  return printable(path === '' ? said : `${path}: ${said}`).slice(0, 200)
}
