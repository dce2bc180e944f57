import {appendFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {needs} from '../needs.ts'
import {put} from '../home.ts'
import {approve, emptyHome, enabledPlugin, givePlugin} from './fixtures.ts'
import {parrot} from './program.ts'
import {keys, openTerminal, text} from './terminal.ts'
import {join} from 'node:path'

const describe = needs('script', 'apt install util-linux')

const echo = {
  name: 'say_it',
  description: 'Says what it is given',
  input: {
    type: 'object',
    required: ['words', 'times', 'how', 'loud'],
    properties: {
      words: {type: 'string', description: 'What to say', 'x-cli': {arg: true}},
      times: {type: 'integer', minimum: 1, maximum: 3, description: 'How often'},
      how: {type: 'string', enum: ['kindly', 'gruffly']},
      loud: {type: 'boolean'},
    },
  },
}

describe('the menu', () => {
  test('shows what may be run, moves, and runs what is chosen', async () => {
    const terminal = openTerminal(emptyHome())
    const first = await terminal.see('Esc leaves')
    expect(first).toMatch(/^parrot {2}what would you like to do\?[^\n]*\n› +\n❯ backup create +Save/)
    terminal.press(keys.down + keys.down)
    await terminal.see(/❯.*backup verify/)
    terminal.press(keys.up + keys.up + keys.up)
    await terminal.see(/❯.*backup create/)
    terminal.press('whoa')
    expect(await terminal.see(/whoa [\s\S]*❯.*whoami/)).not.toContain('backup create')
    terminal.press(keys.enter)
    const {status, screen} = await terminal.ended
    expect({status, screen: text(screen)}).toMatchObject({
      status: 0,
      screen: expect.stringMatching(/\$ parrot whoami\n\w+ \(uid \d+\), role admin/),
    })
  })

  test('search: by words of the description, taken back letter by letter or at once', async () => {
    const terminal = openTerminal(emptyHome())
    await terminal.see('Esc leaves')
    terminal.press('world')
    expect(await terminal.see(/› world/)).toMatch(/❯ hello/)
    terminal.press('xyz')
    await terminal.see('nothing is called that')
    terminal.press(keys.enter)
    terminal.press(keys.back.repeat(3))
    await terminal.see(/❯.*hello/)
    terminal.press(keys.ctrlU)
    await terminal.see(/check_disk/)
    terminal.press('disk')
    await terminal.see(/› disk/)
    terminal.press(keys.escape)
    await terminal.see(/› {2}\n/)
    terminal.press(keys.escape)
    expect((await terminal.ended).status).toBe(0)
  })

  test('Ctrl-C leaves with 130, and the terminal is given back', async () => {
    const terminal = openTerminal(emptyHome())
    await terminal.see('Esc leaves')
    terminal.press(keys.ctrlC)
    expect((await terminal.ended).status).toBe(130)
  })

  test('what is not allowed is grey, says why, and cannot be chosen; what needs approval says so', async () => {
    const home = emptyHome()
    const roles = {
      roles: {admin: {permissions: ['logs:write', '?health:check', 'plugin:see:check_disk', '!rbac:read']}},
    }
    put(join(home, 'config/rbac_roles.json'), roles)
    const terminal = openTerminal(home)
    const screen = await terminal.see('Esc leaves')
    expect(screen).toMatch(/❯ hello/)
    expect(screen).toMatch(/\n {2}health_check *\? Is this machine well/)
    expect(screen).toMatch(/\n {2}role list +no: needs rbac:read, and !rbac:read of role admin forbi(?:ds|…)/)
    terminal.press('role list')
    await terminal.see(/❯.*role list/)
    terminal.press(keys.enter)
    terminal.press(keys.ctrlU)
    await terminal.see(/❯.*hello/)
    terminal.press(keys.ctrlC)
    const all = (await terminal.ended).screen
    expect(all).toContain('\u001b[2mrole list')
    expect(text(all)).not.toContain('$ parrot')
  })

  test('asks for what the command needs, again where it does not fit, and shows the line it runs', async () => {
    const home = emptyHome()
    enabledPlugin(
      home,
      echo,
      'printf "%s|" "$PARROT_INPUT_WORDS" "$PARROT_INPUT_TIMES" "$PARROT_INPUT_HOW" "$PARROT_INPUT_LOUD"',
    )
    const terminal = openTerminal(home)
    await terminal.see('Esc leaves')
    terminal.press('say')
    await terminal.see(/❯.*say_it/)
    terminal.press(keys.enter)
    await terminal.see('words (What to say): ')
    terminal.press(`it's -5 "here"\r`)
    await terminal.see('times (How often): ')
    terminal.press('7\r')
    await terminal.see('--times: "7" is not a whole number from 1 to 3.')
    terminal.press('2\r')
    await terminal.see('how (kindly, gruffly): ')
    terminal.press('\r')
    await terminal.see('how (kindly, gruffly): ')
    terminal.press('kindly\r')
    await terminal.see('loud (true, false): ')
    terminal.press('true\r')
    const {status, screen} = await terminal.ended
    expect(text(screen)).toContain(
      String.raw`$ parrot say_it --times=2 --how=kindly --loud -- 'it'\''s -5 "here"'`,
    )
    expect(text(screen)).toContain('it\'s -5 "here"|2|kindly|true|')
    expect(status).toBe(0)
  })

  test('whoever leaves at a question has cancelled', async () => {
    const home = emptyHome()
    enabledPlugin(home, echo)
    const terminal = openTerminal(home)
    await terminal.see('Esc leaves')
    terminal.press('say')
    await terminal.see(/❯.*say_it/)
    terminal.press(keys.enter)
    await terminal.see('words (What to say): ')
    terminal.press(keys.ctrlC)
    expect((await terminal.ended).status).toBe(130)
  })

  test('a plugin is enabled by the one who says yes at the question', async () => {
    const home = emptyHome()
    givePlugin(home, {name: 'weather', permissions: ['net:connect:api.example.org']})
    const no = openTerminal(home, ['plugin', 'enable', 'weather'])
    expect(await no.see('Approve weather? [y/N] ')).toMatch(
      /weather 1\.0\.0 [^]*Once approved it:\n.*api\.example\.org/,
    )
    no.press('maybe\r')
    const refused = await no.ended
    expect(refused.status).toBe(2)
    expect(text(refused.screen)).toContain('Not approved; nothing was changed.')
    expect(text(refused.screen)).not.toContain('--accept')
    const yes = openTerminal(home, ['plugin', 'enable', 'weather'])
    await yes.see('Approve weather? [y/N] ')
    yes.press('y\r')
    expect(await yes.ended).toMatchObject({status: 0, screen: expect.stringContaining('weather is enabled')})
  })

  test('what changed while somebody read the question is not enabled', async () => {
    const home = emptyHome()
    givePlugin(home, {name: 'weather'})
    const asked = openTerminal(home, ['plugin', 'enable', 'weather'])
    await asked.see('Approve weather? [y/N] ')
    appendFileSync(join(home, 'data/plugins/weather/run.sh'), 'echo more\n')
    asked.press('y\r')
    const {status, screen} = await asked.ended
    expect({status, screen: text(screen)}).toEqual({
      status: 2,
      screen: expect.stringContaining('"weather" is no longer what was proposed; it was not approved.'),
    })
    expect(parrot(home, ['weather']).status).toBe(127)
    expect(approve(home, 'weather').status).toBe(0)
  })
})
