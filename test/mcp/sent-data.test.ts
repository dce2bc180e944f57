import {expect, test} from 'vitest'
import {plain} from '../../src/text/plain.ts'
import {needs} from '../needs.ts'
import {seeded} from '../seeded.ts'
import {connect, eras, metaOf, resultOf} from './client.ts'
import {homeWith, readOnly} from './homes.ts'

const output = {
  type: 'object',
  properties: {sky: {type: 'string', minLength: 1}},
  additionalProperties: {type: 'number'},
}
const hides = '\u200b'

/** Each fits the schema as it is written, and no client could be sent it as data once what hides is out. */
const unfit = [
  ['a text that nothing is left of', {sky: hides}, 'sky'],
  ['a name that becomes one of another kind', {[`sk${hides}y`]: 7}, 'sky'],
  ['two names that become one', {wind: 1, [`wi${hides}nd`]: 2}, '"wind"'],
] as const
const speaking = (data: object) => ({content: [{type: 'text', text: 'in words'}], structuredContent: data})

needs('bwrap', 'apt-get install bubblewrap')('what is sent as data', () => {
  test.each(eras)('%s: fits the schema that the client has, or is not sent', async (era) => {
    const quoted = (document: object) => `printf '%s' '${JSON.stringify(document)}'`
    const plugins = [...unfit.map(([, data]) => data), {sky: `gr${hides}ey`}].flatMap((data, at) => [
      readOnly(`writes_${at}`, quoted(data), {output}),
      readOnly(`speaks_${at}`, quoted(speaking(data)), {output, speaks: 'mcp'}),
    ])
    const client = await connect(homeWith(...plugins), era)
    for (const [at, [name, , why]] of unfit.entries())
      for (const tool of [`writes_${at}`, `speaks_${at}`]) {
        const result = resultOf(await client.call(tool))
        expect(result, name).toMatchObject({isError: true})
        expect(result, name).not.toHaveProperty('structuredContent')
        expect(metaOf(result), name).toMatchObject({'parrot/outcome': 'ok'})
        const told = result.content.find(({text = ''}) => text.startsWith('It ran and ended as "ok"'))
        expect(told?.text, name).toContain(why)
      }
    for (const tool of ['writes_3', 'speaks_3'])
      expect(resultOf(await client.call(tool)).structuredContent).toEqual({sky: 'grey'})
    await client.leave()
  })
})

test('what is cleaned is clean: a second time nothing is taken out', () => {
  const random = seeded('clean')
  const signs = ['a', ' ', '\n', '\r', '\u001b', '[', '3', 'm', ']', '\u0007', '\\', '\u009b', '\u009c']
  const more = ['\u200b', '\u200d', '\ufe0f', '\u0600', '\u2028', '\ud800', '\udc00', '\u0300', '\u00ad']
  for (let at = 0; at < 50_000; at++) {
    const text = Array.from({length: 8}, () => random.pick([...signs, ...more])).join('')
    expect(plain(plain(text)), JSON.stringify(text)).toBe(plain(text))
  }
})
