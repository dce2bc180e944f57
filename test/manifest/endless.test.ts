import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {setTimeout as delay} from 'node:timers/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
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

test('what ends is what it would be without, and so is an error', () => {
  expect(inTime(() => 'done')).toBe('done')
  expect(() => inTime(() => [].reduce((one) => one))).toThrow(TypeError)
})

test('a process that was stopped meanwhile, or has to wait for others, gives nothing up', async () => {
  const file = join(import.meta.dirname, '../../src/manifest/in-time.ts')
  const program = `import {writeSync} from 'node:fs'
    import {inTime} from '${file}'
    const work = () => {
      writeSync(1, 'begun ')
      for (const end = process.threadCpuUsage().user + 300_000; process.threadCpuUsage().user < end; );
      return 'done'
    }
    writeSync(1, String(inTime(work)))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program])
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  await delay(2000)
  child.kill('SIGCONT')
  await once(child, 'close')
  expect(said).toBe('begun begun done')
})
