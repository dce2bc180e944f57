import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {setTimeout as delay} from 'node:timers/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {checkManifest} from '../../src/manifest/check-manifest.ts'
import {configFor} from '../../src/manifest/config-values.ts'
import {inTime} from '../../src/manifest/in-time.ts'
import {isSafePattern} from '../../src/manifest/pattern.ts'
import {unmet} from '../../src/manifest/validate.ts'

/** Each takes twice as long, or many times, for every letter more: none of them would end in the life of the machine. */
const endless = ['(a|a)*b', '(?:a|aa)+b', '(?:a?){60}b', 'a*a*a*a*a*a*b']
const letters = 'a'.repeat(5000)

test.each(endless)('a match of %s that would not end is given up: the value is none', async (pattern) => {
  expect(isSafePattern(pattern)).toBe(true)
  const manifest = {name: 'slow', config: {K: {type: 'string', description: 'A text', pattern}}} as const
  expect(configFor(manifest, {K: letters})).toMatchObject({problems: [{code: 'config_value'}]})
  const schema = {type: 'object', properties: {w: {type: 'string', pattern: `^${pattern}$`}}}
  expect(await unmet(schema, {w: letters})).toMatchObject([{keyword: 'unchecked'}])
})

/** Each match takes long, and ends or does not: all of them together would take hours. */
const slow = {type: 'string', pattern: '(a|a)*b'} as const
const many = Array.from({length: 1000}, (_, at) => `K${at}`)

test('of a thousand such settings, items or defaults all are given up together', async () => {
  const config = Object.fromEntries(many.map((key) => [key, {...slow, description: 'A text'}]))
  const given = Object.fromEntries(many.map((key) => [key, letters]))
  expect(configFor({name: 'slow', config}, given)).toMatchObject({problems: {length: 1000}})
  // About a second is not enough for all of them, and nobody knows for how many it is.
  const list = {type: 'list', description: 'Texts', pattern: '(a|a)*b?'} as const
  const texts = many.map(() => `${'a'.repeat(18)}c`)
  expect(configFor({name: 'slow', config: {K: list}}, {K: texts})).toMatchObject({problems: {length: 1}})
  const defaults = many.map((key) => [key.toLowerCase(), {...slow, default: 'a'.repeat(60)}])
  const about = {name: 'slow', version: '1.0.0', description: 'Slow', permissions: ['slow:go']}
  const input = {type: 'object', properties: Object.fromEntries(defaults) as object}
  const text = JSON.stringify({...about, entrypoint: 'run.sh', input})
  expect(await checkManifest(text, 'manifest.json', {shipped: false})).toMatchObject({problems: {length: 20}})
})

test('a schema that takes twice as long for every name that it has, or holds all against all, is given up too', async () => {
  const twice = (at: number) => [`d${at}`, {allOf: [1, 2].map(() => ({$ref: `#/$defs/d${at + 1}`}))}]
  const names = Array.from({length: 60}, (_, at) => twice(at))
  const $defs = {...(Object.fromEntries(names) as object), d60: {type: 'string'}}
  const unchecked = [{keyword: 'unchecked'}]
  expect(await unmet({$defs, $ref: '#/$defs/d0'}, 'x')).toMatchObject(unchecked)
  const numbers = Array.from({length: 500_000}, (_, at) => at)
  expect(await unmet({type: 'array', uniqueItems: true}, numbers)).toMatchObject(unchecked)
  const words = {allOf: Array.from({length: 20_000}, () => ({not: {const: {a: 'x'}}}))}
  expect(await unmet({type: 'array', items: words}, numbers)).toMatchObject(unchecked)
  expect(await unmet({type: 'array', items: {type: 'integer'}}, numbers)).toEqual([])
})

test('thousands of words that Parrot does not know are told of without much ado', async () => {
  const about = {
    name: 'slow',
    version: '1.0.0',
    description: 'Slow',
    permissions: ['slow:go'],
    entrypoint: 'a',
  }
  const words = Object.fromEntries(Array.from({length: 12_000}, (_, at) => [`descrip${at.toString(36)}`, 1]))
  for (const more of [
    words,
    {config: {A: {type: 'string', ...words}}},
    {input: {type: 'object', ...words}},
  ]) {
    const text = JSON.stringify({...about, ...more}, undefined, 1)
    expect(Buffer.byteLength(text)).toBeLessThan(256 * 1024)
    const checked = await checkManifest(text, 'manifest.json', {shipped: false})
    expect(checked).toMatchObject({problems: {length: 20}})
  }
})

test('what ends is what it would be without, and so is an error', () => {
  expect(inTime(() => 'done')).toBe('done')
  expect(() => inTime(() => [].reduce((one) => one))).toThrow(TypeError)
})

test('a process that was stopped meanwhile gives nothing up', async () => {
  const {child, said} = working()
  await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  await delay(2000)
  child.kill('SIGCONT')
  await once(child, 'close')
  expect(said()).toBe('begun begun done')
})

test('nor does one that has a tenth of a processor', async () => {
  const {child, said} = working()
  await once(child.stdout, 'data')
  while (child.exitCode === null) {
    child.kill('SIGSTOP')
    await delay(450)
    child.kill('SIGCONT')
    await delay(50)
  }
  expect(said()).toMatch(/^(begun ){2,}done$/)
})

/** A process that works for three tenths of a second of its processor's time. */
function working() {
  const file = join(import.meta.dirname, '../../src/manifest/in-time.ts')
  const program = `import {writeSync} from 'node:fs'
    import {inTime} from '${file}'
    const used = () => Object.values(process.threadCpuUsage()).reduce((sum, one) => sum + one)
    const work = () => {
      writeSync(1, 'begun ')
      for (const end = used() + 300_000; used() < end; );
      return 'done'
    }
    writeSync(1, String(inTime(work)))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program])
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  return {child, said: () => said}
}
