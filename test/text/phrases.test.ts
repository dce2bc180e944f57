import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {z} from 'zod'
import {configWanted} from '../../src/manifest/config-types.ts'
import {issueWords} from '../../src/manifest/issue-words.ts'
import type {ConfigKey} from '../../src/manifest/manifest.ts'
import {german} from '../../src/text/de.ts'
import {en, type Code} from '../../src/text/en.ts'
import {errorWords, withoutCodes} from '../../src/text/error-words.ts'
import {phraseIn} from '../../src/text/phrase-in.ts'
import {problem, says, type Problem} from '../../src/text/problem.ts'
import {retold, retoldAs, saysHere, speak} from '../../src/text/reader.ts'
import {root} from '../home.ts'

await speak('de')

const literal = /(?:'(?:[^'\\\n]|\\.)+'|`[^`\n]+`|"[^"\n]+")/.source
/** Where code gives what is wanted, or why, as a text of its own. */
const places = [
  new RegExp(String.raw`\b(?:want|cause|fault)(?: = |: (?:\([^)]*\) => )?)(${literal})`, 'g'),
  new RegExp(String.raw`\bconst \w*Wanted =\s+(${literal})`, 'g'),
  new RegExp(String.raw`\b(?:wrong|matching|refused|noKey)\((?:[^()]|\([^()]*\))*?, (${literal})\)`, 'g'),
  new RegExp(String.raw`\berror: (${literal})`, 'g'),
  new RegExp(String.raw`\b(?:new Fault|new Refusal|throw new Error)\((${literal})\)`, 'g'),
  new RegExp(String.raw`\bfaultAt\([^\n]*, (${literal})\)`, 'g'),
  /('[^'\n]* (?:is|are) wanted\b[^'\n]*')/g,
]
/** Words of other kinds: a program, what a wire or the kernel says. */
const others = new Set(['bubblewrap', 'input', 'error', 'read', 'emergency_ro', 'gone'])
/** Only of Parrot's own parts, and no reader's to mend. */
const within =
  /^(?:A NUL in the policy|Every uid from|The bash of this machine|No jump from|no command |there is no event type|an event of a call|7 may not read the log|7: 7$|7 is wanted here$|a message is too long$)/

const unescaped = (text: string) =>
  text
    .slice(1, -1)
    .replaceAll(/\$\{[^}]*\}/g, '7')
    .replaceAll(String.raw`\'`, "'")

/** One that ends with a hole takes any text for its value, and leaves half of it English. */
const halfTold = (text: string) =>
  / wanted\b/.test(text) && !/\berwartet\b/.test(phraseIn(german.phrases, text) ?? '')

test('whatever code wants, or says why, is there in German', () => {
  const files = globSync('src/**/*.ts', {cwd: root}).filter((file) => !/^src\/(?:text|mcp)\//.test(file))
  const found = files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    return places.flatMap((place) => [...source.matchAll(place)].map(([, text = '']) => unescaped(text)))
  })
  expect(found.length).toBeGreaterThan(100)
  const left = new Set(
    found.filter(
      (text) =>
        !others.has(text) &&
        !within.test(text) &&
        !/^a (?:whole number|number|percentage)7/.test(text) &&
        (phraseIn(german.phrases, text) === undefined || halfTold(text)),
    ),
  )
  expect([...left]).toEqual([])
})

test('what a schema wants is there in German', () => {
  const files = ['manifest', 'config', 'rbac'].flatMap((room) =>
    globSync(`src/${room}/*{schema,shape,rules}*.ts`, {cwd: root}),
  )
  const wants = files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8').replaceAll(/^ *(?:\/\/|\/?\*).*$/gm, '')
    return [...source.matchAll(new RegExp(`(?<!describe\\(\\s*)${literal}`, 'g'))].map(([text]) =>
      unescaped(text),
    )
  })
  const found = wants.filter((text) => /^(?:an?|the|another|text|nothing:?) \S*\p{Ll}/u.test(text))
  expect(found.length).toBeGreaterThan(60)
  const told = new Map(
    found.map((text) => [text, phraseIn(german.phrases, text)?.replaceAll(/"[^"]*"|\{[^}]*\}/g, '')]),
  )
  expect([...told].filter(([, theirs]) => theirs === undefined || english.test(theirs))).toEqual([])
})

test('what a key of a plugin may be is told with its bounds', () => {
  const told = (key: Partial<ConfigKey>) => retold(configWanted({description: '', ...key} as ConfigKey))
  expect(told({type: 'integer', minimum: 1, maximum: 9})).toBe('eine ganze Zahl von 1 bis 9')
  expect(told({type: 'percentage'})).toBe('ein Prozentwert von 0 bis 100')
  expect(told({type: 'number', minimum: 2})).toBe('eine Zahl, mindestens 2')
  expect(told({type: 'string', pattern: 'a+'})).toBe('Text, der zu a+ passt')
})

const english = /\b(?:the|is|are|not|of|and|with|which|wanted|want|found|denied|number|seconds)\b/

test('no sentence in German has an English want or cause in it', () => {
  const codes = (Object.keys(en) as Code[]).filter((code) => /\{(?:want|cause)\}/.test(en[code].says))
  expect(codes.length).toBeGreaterThan(60)
  for (const [sample, told] of Object.entries(german.phrases)) {
    const [said, theirs] = [sample, told].map((text) => text.replaceAll(/\{(\w+)\}/g, '7'))
    for (const code of codes.filter((each) => !each.startsWith('mcp_')))
      expect(saysHere({code, params: {want: said, cause: said}} as Problem), code).toContain(theirs)
    expect(theirs?.replaceAll(/"[^"]*"/g, '')).not.toMatch(english)
  }
})

test('what the system says is told in German, without the code behind it', () => {
  expect(retold(errorWords('EACCES'))).toBe('Zugriff verweigert')
  expect(retold('ENOSPC')).toBe('der Datenträger ist voll')
  expect(retold('/x: permission denied (EACCES)')).toBe('/x: Zugriff verweigert')
  expect(retold("EACCES: permission denied, open '/x, y'")).toBe("Zugriff verweigert (EACCES: open '/x, y')")
  expect(retold('EWHATEVER')).toBe('EWHATEVER')
  expect(withoutCodes('make failed (ENOENT): it is not there (ENOENT).')).toBe(
    'make failed (ENOENT): it is not there.',
  )
})

test('a list of sentences of this process is told piece by piece, and one of another process by its template', () => {
  const [young, own] = [says(problem('clean_young', {count: 3})), says(problem('clean_own', {count: 1}))]
  expect(retold(`${young}; ${own}`)).toBe('3 nicht alt genug; 1 von Parrot oder das Home-Verzeichnis selbst')
  expect(retold(`${young}; rm`)).toBe('3 not old enough; rm')
  const kept = 'http://a/ was not reached: connection refused (ECONNREFUSED).'
  expect(retoldAs(['delivery_status', 'delivery_unreachable'], kept)).toBe(
    'http://a/ war nicht erreichbar: dort horcht nichts.',
  )
  expect(retoldAs(['delivery_status'], kept)).toBe(kept)
})

test('what zod would say is told in words of our own, and what a schema says itself from the phrases', () => {
  const schema = z.object({
    pids: z.int().max(9),
    to: z.union([z.number(), z.boolean()]),
    mail: z.email('an e-mail address is wanted'),
  })
  const given = {pids: 50, to: 'x', mail: 'x'}
  const issues = schema.safeParse(given).error?.issues ?? []
  const said = issues.map((issue) => issueWords(issue, given[issue.path[0] as keyof typeof given]))
  expect(said).toEqual([
    'a number of at most 9 is wanted',
    'a number or true or false is wanted',
    'an e-mail address is wanted',
  ])
  expect(said.map((text) => retold(text))).toEqual([
    'erwartet wird eine Zahl, höchstens 9',
    'erwartet wird eine Zahl oder true oder false',
    'erwartet wird eine E-Mail-Adresse',
  ])
})
