import {expect, test} from 'vitest'
import {z} from 'zod'
import {issueWords, messageWords} from '../../src/manifest/issue-words.ts'

/** What is said of the first objection of a schema that has no words of its own. */
function said(schema: z.ZodType, value: unknown): string {
  const [issue] = schema.safeParse(value).error?.issues ?? []
  if (issue === undefined) throw new Error('it is taken')
  return issueWords(issue, value)
}

test.each([
  [z.string(), 1, 'text is wanted'],
  [z.number(), 'a', 'a number is wanted'],
  [z.int(), 1.5, 'a whole number is wanted'],
  [z.boolean(), 1, 'true or false is wanted'],
  [z.array(z.string()), 1, 'a list is wanted'],
  [z.object({}), 1, 'an object is wanted'],
  [z.literal('on'), 'off', '"on" is wanted'],
  [z.literal(''), 'x', 'empty text is wanted'],
  [z.enum(['a', 'b']), 'c', 'one of a, b is wanted'],
  [z.string().min(1), '', 'text of at least 1 character is wanted'],
  [z.string().min(3), 'a', 'text of at least 3 characters is wanted'],
  [z.string().max(1), 'ab', 'text of at most 1 character is wanted'],
  [z.string().max(2), 'abc', 'text of at most 2 characters is wanted'],
  [z.array(z.string()).min(1), [], 'a list of at least 1 item is wanted'],
  [z.array(z.string()).min(2), ['a'], 'a list of at least 2 items is wanted'],
  [z.array(z.string()).max(1), ['a', 'b'], 'a list of at most 1 item is wanted'],
  [z.array(z.string()).max(2), ['a', 'b', 'c'], 'a list of at most 2 items is wanted'],
  [z.number().min(8), 1, 'a number of at least 8 is wanted'],
  [z.number().gt(8), 8, 'a number above 8 is wanted'],
  [z.number().max(8), 9, 'a number of at most 8 is wanted'],
  [z.number().lt(8), 8, 'a number below 8 is wanted'],
  [z.string().regex(/^a+$/), 'b', 'text that matches /^a+$/ is wanted'],
] as const)('%# an objection of zod is told in words: %s', (schema, value, words) => {
  expect(said(schema, value)).toBe(words)
})

test.each([
  ['sets', z.set(z.string()).min(2), new Set()],
  ['sets', z.set(z.string()).max(1), new Set(['a', 'b'])],
  ['dates', z.iso.date(), 'never'],
])('what no schema here has, of %s, is told as zod tells it', (_, schema, value) => {
  const [issue] = schema.safeParse(value).error?.issues ?? []
  expect(issue && issueWords(issue, value)).toContain(issue?.message)
  expect(issue && messageWords(issue, value)).toBe(issue?.message)
})
