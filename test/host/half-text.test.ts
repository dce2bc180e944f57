import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {newHome} from '../home.ts'
import {enabledPlugin} from '../terminal/fixtures.ts'

test('half a character is wrong input at every door, in words', async () => {
  const around = newHome()
  const input = {type: 'object', properties: {word: {type: 'string'}}}
  enabledPlugin(around.home, {name: 'words', input}, 'true')
  const parrot = await openParrot(around)
  onTestFinished(() => parrot.close())
  for (const door of ['terminal', 'mcp', 'clock'] as const) {
    const answer = await parrot.call({
      tool: 'words',
      by: parrot.operator,
      door,
      input: async () => ({values: {word: 'half \ud800'}}),
      dryRun: false,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch: {},
    })
    expect(answer, door).toMatchObject({outcome: 'invalid_input', problems: [{code: 'half_text'}]})
  }
})
