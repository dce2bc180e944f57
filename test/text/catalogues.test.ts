import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {german} from '../../src/text/de.ts'
import {en, type Code} from '../../src/text/en.ts'
import {fill, type Sentences} from '../../src/text/fill.ts'
import {root} from '../home.ts'
import {helpTexts} from '../terminal/help-texts.ts'

const codes = Object.keys(en) as Code[]

/** What is to be written into a file, in braces of its own. */
const yaml = /\{\w+: [^{}]*\}/g

/** The parts of a code's sentences that are values, found by what they become. */
function valuesIn(sentences: Sentences): readonly string[] {
  const parts = Object.values(sentences).join(' ')
  const names = [...parts.matchAll(/\{(\w+)(?:\?[^{}|]*\|[^{}|]*)?\}/g)].map(([, name = '']) => name)
  const marks = Object.fromEntries(names.map((name) => [name, `«${name}»`]))
  const told = fill(parts, marks)
  expect(told.replaceAll(yaml, '')).not.toMatch(/[{}]/)
  return [...new Set([...told.matchAll(/«(\w+)»/g)].map(([, name = '']) => name))].toSorted()
}

test('every code has a text in every catalogue, and none has more', () => {
  expect(Object.keys(german.texts).toSorted()).toEqual(codes.toSorted())
  const unlike = codes.filter((code) => 'next' in en[code] !== 'next' in german.texts[code])
  expect(unlike).toEqual([])
})

test('each code tells the same values in every language', () => {
  const values = (catalogue: Readonly<Record<Code, Sentences>>) =>
    codes.map((code) => [code, ...valuesIn(catalogue[code])])
  expect(values(german.texts)).toEqual(values(en))
})

test('no value is named as the code beside which it goes on record', () => {
  const named = codes.filter((code) => /\{code[?}]/.test(Object.values<string>(en[code]).join(' ')))
  expect(named).toEqual([])
})

test('a hole is a name, or a name with two words to choose from: anything else would be shown as it stands, and only YAML is', () => {
  for (const catalogue of [en, german.texts]) {
    const texts = Object.values<Sentences>(catalogue).flatMap((one) => Object.values(one))
    const odd = texts.filter((text) =>
      /[{}]/.test(text.replaceAll(yaml, '').replaceAll(/\{\w+(?:\?[^{}|]*\|[^{}|]*)?\}/g, '')),
    )
    expect(odd).toEqual([])
  }
})

test('a webhook without a secret is told how one is written, braces and all', () => {
  const told = (texts: Readonly<Record<Code, Sentences>>) =>
    fill(texts.config_webhook_unsigned.next ?? '', {name: 'office'})
  expect(told(en)).toContain('secret: {file: /path}.')
  expect(told(german.texts)).toContain('secret: {file: /pfad}.')
})

test('a German sentence is not left in English', () => {
  const english = /\b(?:the|is|are|see|there|not|of|and|with|which)\b/
  const left = codes.filter((code) => !code.startsWith('mcp_') || code === 'mcp_by_hand')
  const texts = left.flatMap((code) => Object.values(german.texts[code]).map((text) => [code, text] as const))
  // Commands, and what stands in quotes or files, are the same in every language.
  const bare = (text: string) => text.replaceAll(/(?:parrot|systemctl) [\w -]+|"[^"]*"/g, '')
  expect(texts.filter(([, text]) => english.test(bare(text)))).toEqual([])
  expect(english.test(bare(en.alert_test.says))).toBe(true)
})

test('what agents read is English for everybody', () => {
  for (const code of codes.filter((each) => each in german.texts && each.startsWith('mcp_op_')))
    expect(german.texts[code]).toEqual(en[code])
})

test('all that help and lists say is there in German, and nothing that nobody says', async () => {
  const wanted = await helpTexts()
  expect(wanted.length).toBeGreaterThan(200)
  expect(wanted.filter((text) => !Object.hasOwn(german.help, text))).toEqual([])
  expect(Object.keys(german.help).filter((text) => !wanted.includes(text))).toEqual([])
})

type Described = Readonly<Record<string, {readonly description?: string}>>
type Texts = {
  readonly description: string
  readonly config?: Described
  readonly input?: {readonly properties?: Described}
  readonly output?: {readonly 'x-table'?: {readonly columns: readonly {readonly title?: string}[]}}
}

/** What help, lists and tables show of one command, and of settings. */
function shown({description, config = {}, input, output}: Texts): readonly string[] {
  const inputs = Object.values({...config, ...input?.properties}).flatMap((one) => one.description ?? [])
  const titles = (output?.['x-table']?.columns ?? []).flatMap(({title}) => title ?? [])
  return [description, ...inputs, ...titles]
}

test('what the shipped plugins say is there in German, with the same values', () => {
  const files = globSync('plugins/*/manifest.json', {cwd: root})
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) {
    const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as Texts & {
      readonly commands?: Readonly<Record<string, Texts>>
      readonly messages?: {readonly de: Readonly<Record<string, string>>}
    }
    const messages = manifest.messages?.de ?? {}
    const texts = [manifest, ...Object.values(manifest.commands ?? {})].flatMap(shown)
    expect(
      texts.filter((text) => !Object.hasOwn(messages, text)),
      file,
    ).toEqual([])
    for (const [english, told] of Object.entries(messages))
      expect(valuesIn({says: told}), english).toEqual(valuesIn({says: english}))
  }
})
