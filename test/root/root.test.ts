import {
  appendFileSync,
  chmodSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {once} from 'node:events'
import {setTimeout as delay} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {outcomes} from '../../src/outcomes.ts'
import {needs} from '../needs.ts'
import {processesWith} from '../processes.ts'
import {requests, rootMachine} from './machine.ts'

const input = {
  type: 'object',
  additionalProperties: false,
  properties: {count: {type: 'integer', maximum: 5}},
}
const question = {
  inputRequests: {
    town: {
      method: 'elicitation/create',
      params: {
        message: 'Which town?',
        requestedSchema: {type: 'object', properties: {town: {type: 'string'}}},
      },
    },
  },
  requestState: 'first',
}
const endless = (word: string) => `sh -c 'while :; do sleep 1; done' ${word} & echo running >&2; wait`

describe.runIf(process.getuid?.() === 0)('as root, for the server of a machine', () => {
  const {at, uids, begun, start, stop, killAt, root, allow, json, asServer, ended, raw, job, impostor} =
    rootMachine((at) => [
      [
        {name: 'chief', permissions: ['test:run', 'sys:root'], input},
        'id -u; echo "count $PARROT_INPUT_COUNT"; echo "said on the way" >&2',
      ],
      [
        {name: 'saver', permissions: ['test:run', 'sys:backup', `fs:read:${at('secret')}`]},
        `cat ${at('secret')}/word; touch ${at('secret')}/more 2>/dev/null || echo ', and writes nothing'`,
      ],
      [
        {name: 'writer', permissions: ['test:run', `fs:write:${at('other')}`]},
        `id -u > ${at('other')}/wrote`,
      ],
      [
        {name: 'late', permissions: ['test:run', 'sys:root'], limits: {timeout: '1s'}},
        endless(`${at('word')}-late`),
      ],
      [{name: 'endless', permissions: ['test:run', 'sys:root']}, endless(`${at('word')}-endless`)],
      [
        {name: 'curious', permissions: ['test:run', 'sys:root', 'ask:user'], speaks: 'mcp', input},
        `given=$(cat); case $given in *'"answers":{}'*) printf '%s' '${JSON.stringify(question)}' ;;
*'"town":"Kiel"'*'"state":"first"'*) printf '{"content": [{"type": "text", "text": "as %s"}]}' "$(id -u)" ;; esac`,
      ],
      [
        {name: 'simple', permissions: ['test:run', 'sys:root', 'ask:user'], speaks: 'mcp'},
        `given=$(cat); case $given in *'"state"'*) exit 1 ;;
*'"answers":{}'*) printf '%s' '${JSON.stringify({inputRequests: question.inputRequests})}' ;;
*'"day"'*) printf '{"content": [{"type": "text", "text": "no state"}]}' ;;
*'"town"'*) printf '%s' '${JSON.stringify({inputRequests: {day: question.inputRequests.town}})}' ;; esac`,
      ],
      [{name: 'stranger', permissions: ['test:run', 'sys:root']}, 'echo nobody allowed me'],
    ])
  const recorded = async (type: string) => {
    const {stdout} = await root('events', 'list', '--type', type, '--json')
    const lines = stdout.trim().split('\n').filter(Boolean)
    return lines.map((line) => (JSON.parse(line) as {payload: Record<string, unknown>}).payload)
  }

  test('nothing is done without the helper, and it is said how to have one', async () => {
    const refused = await json(['chief'])
    expect(refused).toMatchObject({outcome: 'no_sandbox', problems: [{code: 'root_absent'}]})
    expect(refused.problems[0]?.next).toContain('parrot root install')
  })

  test('what root has allowed is run with what root agreed to, and is on record on both sides', async () => {
    writeFileSync(at('secret/word'), 'only root reads this', {mode: 0o600})
    const names = ['chief', 'saver', 'writer', 'late', 'endless', 'curious', 'simple']
    const allowed = {status: 0, stderr: ''}
    expect(await Promise.all(names.map(allow))).toMatchObject(names.map(() => allowed))
    await start()
    expect(lstatSync(at('run/root.sock'))).toMatchObject({uid: uids.get('server'), mode: 0o140600})

    const chief = await json(['chief', '--count', '3'])
    expect(chief).toMatchObject({outcome: 'ok', output: '0\ncount 3\n', level: 'degraded(sys:root)'})
    expect((await json(['saver'])).output).toBe('only root reads this, and writes nothing\n')
    expect(await json(['writer'])).toMatchObject({outcome: 'ok', level: 'enforced'})
    expect(Number(readFileSync(at('other/wrote'), 'utf8'))).toBe(uids.get('other'))

    const there = await recorded('CALL_REQUESTED')
    const who = there.find(({tool}) => tool === 'chief')?.['who']
    expect(who).toContain(chief.call)
    expect(await recorded('CALL_FINISHED')).toContainEqual(
      expect.objectContaining({tool: 'saver', outcome: 'ok'}),
    )
  })

  test('what it says on the way is told at once', async () => {
    const {stderr} = await ended(asServer(['chief']))
    expect(stderr).toContain('said on the way')
  })

  test('the doctor of the server asks it, and that of root’s home looks at who can read what is allowed', async () => {
    const looked = async (checks: Promise<{stdout: string}>) => {
      const {output} = JSON.parse((await checks).stdout) as {
        output: {checks: {name: string; status: string}[]}
      }
      return output.checks.filter(({name}) => name === 'root')
    }
    const server = async (where?: string) => looked(ended(asServer(['doctor', '--json'], where)))
    expect(await server()).toMatchObject([{status: 'ok', message: expect.stringContaining('answers on')}])
    const fail = (message: string) => [{status: 'fail', message: expect.stringContaining(message)}]
    expect(await server(at('run/none.sock'))).toMatchObject(fail('it is not there (ENOENT)'))
    const told = impostor(at('other/root.sock'))
    chmodSync(at('other'), 0o711)
    while (!existsSync(at('other/root.sock'))) await delay(20)
    expect(await server(at('other/root.sock'))).toMatchObject([
      ...fail('it is not root’s'),
      {status: 'warn', message: expect.stringContaining('can be changed by others than root')},
    ])
    expect((await told).stdout).toBe('\n')
    rmSync(at('other/root.sock'), {force: true})
    chmodSync(at('other'), 0o700)
    expect(await looked(root('doctor', '--json'))).toEqual([])
    for (const [file, mode] of [
      ['root', 0o755],
      ['root/config', 0o755],
      ['root/config/plugins.lock.json', 0o644],
    ] as const)
      chmodSync(at(file), mode)
    expect(await looked(root('doctor', '--json'))).toMatchObject([
      {
        status: 'warn',
        message: expect.stringContaining('others can read it'),
        next: expect.stringContaining('chmod 700'),
      },
    ])
    chmodSync(at('root'), 0o700)
  })

  test('nobody but the server’s user is heard, not even root', async () => {
    expect(await raw('other', '{}\n')).toEqual({error: 'EACCES', answer: undefined})
    expect((await raw('root', '{}\n')).answer).toBeUndefined()
    expect((await raw('server', '{}\n')).answer?.problems[0]?.code).toBe('root_wrong')
  })

  test('the server tells nothing to a socket that is not root’s', async () => {
    const told = impostor(at('other/root.sock'))
    chmodSync(at('other'), 0o711)
    while (!existsSync(at('other/root.sock'))) await delay(20)
    expect(await json(['chief'], at('other/root.sock'))).toMatchObject({outcome: 'no_sandbox'})
    expect((await told).stdout).toBe('\n')
    chmodSync(at('other'), 0o700)
  })

  test('what root has not allowed, or not so, is refused and starts nothing', async () => {
    const before = (await recorded('CALL_REQUESTED')).length
    expect(await json(['stranger'])).toMatchObject({
      outcome: 'needs_approval',
      problems: [{code: 'root_not_allowed'}],
    })
    const asked = job('chief')
    const attempts: Record<string, unknown>[] = [
      {digest: `sha512-${'A'.repeat(86)}==`},
      {tool: 'writer'},
      {plugin: 'writer'},
      {tool: 'plugin_approve'},
      {tool: 'hello', plugin: 'hello'},
      {tool: 'server_stop', plugin: 'server'},
    ]
    for (const attempt of attempts) {
      const {answer} = await raw('server', `${JSON.stringify({...asked, ...attempt})}\n`)
      expect(answer, JSON.stringify(attempt)).toMatchObject({outcome: 'needs_approval'})
    }
    const otherwise = await raw('server', `${JSON.stringify({...asked, meant: 'other'})}\n`)
    expect(otherwise.answer?.problems[0]?.code).toBe('root_differs')
    expect(await recorded('CALL_REQUESTED')).toHaveLength(before)
  })

  test('input that the manifest does not take is refused there too', async () => {
    for (const input of [{count: 6}, {count: 'x'}, {other: 1}]) {
      const {answer} = await raw('server', `${JSON.stringify({...job('chief'), input})}\n`)
      expect(answer).toMatchObject({outcome: 'invalid_input'})
      expect(answer?.problems[0]?.code).not.toBe('root_wrong')
    }
  })

  test('what is no job is refused: garbage, a line too long, depth, a word more', async () => {
    const long = `{"call":"${'x'.repeat(5 * 1024 ** 2)}`
    const deep = `${'['.repeat(100_000)}\n`
    for (const line of [
      'nonsense\n',
      'null\n',
      '[]\n',
      '\n',
      deep,
      JSON.stringify({...job('chief'), more: 1}) + '\n',
    ])
      expect((await raw('server', line)).answer?.problems[0]?.code, line.slice(0, 40)).toBe('root_wrong')
    // Who still writes when it is closed may not hear why.
    expect((await raw('server', long)).answer?.outcome ?? 'invalid_input').toBe('invalid_input')
    const twice = `${JSON.stringify(job('endless'))}\n${JSON.stringify(job('chief'))}\n`
    expect((await raw('server', twice)).answer).toMatchObject({outcome: 'cancelled'})
    expect(await json(['chief'])).toMatchObject({outcome: 'ok'})
  })

  test('one that speaks MCP asks the user of an agent, and goes on with what was answered', async () => {
    const made = await json(['key', 'create', 'agent', '--role', 'admin'])
    const {key} = made.output as {readonly key: string}
    const agent = asServer(['mcp'], undefined, {PARROT_API_KEY: key})
    const ask = requests(agent)
    const asked = await ask({name: 'curious', arguments: {}})
    expect(asked).toMatchObject({
      inputRequests: {town: {params: {message: expect.stringContaining('Which town?')}}},
    })
    const inputResponses = {town: {action: 'accept', content: {town: 'Kiel'}}}
    const {requestState} = asked as {readonly requestState: string}
    const answer = await ask({name: 'curious', arguments: {}, inputResponses, requestState})
    expect(answer).toMatchObject({content: [{type: 'text', text: 'as 0'}, {}]})
    agent.stdin.end()
    const outcomes = (await recorded('CALL_FINISHED')).filter(({tool}) => tool === 'curious')
    expect(outcomes.map(({outcome}) => outcome)).toEqual(['needs_input', 'ok'])
    const decided = (await recorded('CALL_DECIDED')).filter(({tool}) => tool === 'curious')
    expect(decided.at(-1)).toMatchObject({answers: ['town']})
    expect(JSON.stringify(decided)).not.toContain('Kiel')
  })

  test('whom it may ask and what was answered is checked there', async () => {
    const talk = {client: ['user'], answers: {}}
    const right = await raw('server', `${JSON.stringify({...job('curious'), talk})}\n`)
    expect(right.answer).toMatchObject({outcome: 'needs_input'})
    const [half, name] = ['\ud800', 'n'.repeat(65)]
    const names = Array.from({length: 17}, (_, at) => [`n${at}`, 1])
    for (const wrong of [
      null,
      {client: [], answers: {town: {content: {town: half}}}},
      {client: [], answers: {town: {[half]: 1}}},
      {client: [], answers: {[name]: 1}},
      {client: [], answers: {'a name': 1}},
      {client: [], answers: Object.fromEntries(names)},
      {client: ['nobody'], answers: {}},
      {client: 'user', answers: {}},
      {client: [], answers: []},
      {client: [], answers: {}, state: 1},
      {client: [], answers: {}, state: 'x'.repeat(1024 ** 2 + 1)},
      {client: [], answers: {}, more: 1},
    ]) {
      const {answer} = await raw('server', `${JSON.stringify({...job('curious'), talk: wrong})}\n`)
      expect(answer?.problems[0]?.code, JSON.stringify(wrong).slice(0, 60)).toBe('root_wrong')
    }
    const input = {count: half}
    const unread = await raw('server', `${JSON.stringify({...job('chief'), input})}\n`)
    expect(unread.answer?.problems[0]?.code).toBe('root_wrong')
  })

  test('nothing that the helper did not ask itself is told to a plugin, and nothing but what it wanted to be told', async () => {
    const answers = {town: {content: {town: 'Kiel'}}}
    const tried = async (name: string, talk: object, more: object = {}) => {
      const line = JSON.stringify({...job(name), talk: {client: ['user'], answers: {}, ...talk}, ...more})
      const {answer} = await raw('server', `${line}\n`)
      return {...answer, state: answer?.spoken?.requestState ?? '', code: answer?.problems[0]?.code}
    }
    const before = (await recorded('CALL_REQUESTED')).length
    const refused = {outcome: 'invalid_input', code: 'root_unasked'}
    for (const forged of [{answers, state: 'first'}, {answers}, {state: 'first'}, {answers, state: ''}])
      expect(await tried('curious', forged), JSON.stringify(forged)).toMatchObject(refused)
    expect(await recorded('CALL_REQUESTED')).toHaveLength(before)

    const {state} = await tried('curious', {})
    expect(Buffer.from(state, 'base64url').toString('latin1')).not.toContain('first')
    const middle = state.length >> 1
    const changed = `${state.slice(0, middle)}${state[middle] === 'A' ? 'B' : 'A'}${state.slice(middle + 1)}`
    expect(await tried('curious', {answers, state: changed})).toMatchObject(refused)
    expect(await tried('curious', {answers: {...answers, sure: 1}, state})).toMatchObject(refused)
    expect(await tried('curious', {answers, state}, {input: {count: 1}})).toMatchObject(refused)
    expect(await tried('curious', {answers, state}, {dryRun: true})).toMatchObject(refused)
    expect(await tried('simple', {answers, state})).toMatchObject(refused)
    // It does not speak MCP, so nobody was asked.
    expect(await tried('chief', {answers, state})).toMatchObject(refused)
    // All of that was refused for what it was, and this is right.
    await stop()
    await start()
    const twice = [tried('curious', {answers, state}), tried('curious', {answers, state})]
    const ended = (await Promise.all(twice)).map(({outcome, code}) => [outcome, code])
    const again = ['invalid_input', 'root_answered']
    expect(ended).toHaveLength(2)
    expect(ended).toEqual(expect.arrayContaining([again, ['ok', undefined]]))
    // However it is written: what a decoder leaves out, too.
    await stop()
    await start()
    for (const same of [state, `${state}=`, `${state}!`]) {
      const {outcome, code} = await tried('curious', {answers, state: same})
      expect([outcome, code]).toEqual(again)
    }
  })

  needs('strace', 'apt-get install strace')('a helper that is killed', () => {
    test('between taking an answer and having its decision on record has started nothing, and the answer is not taken again', async () => {
      const tried = async (talk: object) => {
        const line = JSON.stringify({...job('curious'), talk: {client: ['user'], answers: {}, ...talk}})
        const {answer} = await raw('server', `${line}\n`)
        return {
          outcome: answer?.outcome,
          state: answer?.spoken?.requestState ?? '',
          code: answer?.problems[0]?.code,
        }
      }
      const counts = async () => [
        (await recorded('CALL_REQUESTED')).length,
        (await recorded('CALL_DECIDED')).length,
      ]
      const answers = {town: {content: {town: 'Kiel'}}}
      const {state} = await tried({})
      const [requested = 0, decided = 0] = await counts()
      await killAt('fsync', at('root/state/answered-as-root'))
      expect(await tried({answers, state})).toMatchObject({outcome: undefined})
      expect(await counts()).toEqual([requested + 1, decided])
      await start()
      expect(await tried({answers, state})).toMatchObject({code: 'root_answered'})
      const {state: anew} = await tried({})
      expect(await tried({answers, state: anew})).toMatchObject({outcome: 'ok'})
    })
  })

  test('one that wants nothing back is told no more than what was answered to what it asked, in every round', async () => {
    const tried = async (talk: object) => {
      const line = JSON.stringify({...job('simple'), talk: {client: ['user'], answers: {}, ...talk}})
      const {answer} = await raw('server', `${line}\n`)
      return {...answer, state: answer?.spoken?.requestState ?? '', code: answer?.problems[0]?.code}
    }
    const first = await tried({})
    expect(first).toMatchObject({outcome: 'needs_input'})
    expect(await tried({answers: {day: 1}, state: first.state})).toMatchObject({code: 'root_unasked'})
    const second = await tried({answers: {town: 1}, state: first.state})
    expect(second).toMatchObject({outcome: 'needs_input'})
    const {outcome, output} = await tried({answers: {town: 1, day: 2}, state: second.state})
    expect({outcome, output}).toEqual({outcome: 'ok', output: 'no state'})
  })

  test('what outlives its time is ended with all that it started', async () => {
    expect(await json(['late'])).toMatchObject({outcome: 'timed_out'})
    await expect.poll(() => processesWith(`${at('word')}-late`)).toBe(0)
  })

  test('whoever takes it back has it ended; whoever dies has too', async () => {
    const running = () => processesWith(`${at('word')}-endless`)
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const child = asServer(['endless'])
      await begun(child)
      await expect.poll(running).toBeGreaterThan(0)
      child.kill(signal)
      await expect.poll(running).toBe(0)
    }
    const outcomes = (await recorded('CALL_FINISHED')).filter(({tool}) => tool === 'endless')
    expect(new Set(outcomes.map(({outcome}) => outcome))).toEqual(new Set(['cancelled']))
  })

  test('where the helper is killed all of it ends, and nobody claims to know how', async () => {
    const child = asServer(['endless'])
    const exit = once(child, 'exit')
    await begun(child)
    await stop('SIGKILL')
    expect(await exit).toEqual([outcomes.unknown_outcome.exit, null])
    await expect.poll(() => processesWith(`${at('word')}-endless`)).toBe(0)
    expect(await json(['chief'])).toMatchObject({outcome: 'no_sandbox'})
  })

  test('it works on the socket that systemd listens on as on its own', async () => {
    await start('systemd')
    expect(await json(['chief', '--count', '2'])).toMatchObject({outcome: 'ok', output: '0\ncount 2\n'})
    expect((await raw('other', '{}\n')).answer).toBeUndefined()
  })

  test('files that are not the approved ones, and a lock that somebody else wrote, run nothing', async () => {
    const [file = ''] = globSync('installed/chief/*/run.sh', {cwd: at('root/data')})
    appendFileSync(`${at('root/data')}/${file}`, 'echo more\n')
    expect(await json(['chief'])).toMatchObject({outcome: 'tampered'})
    const lock = at('root/config/plugins.lock.json')
    const text = readFileSync(lock, 'utf8')
    writeFileSync(lock, text.replaceAll('sys:backup', 'sys:root'))
    expect(await json(['saver'])).toMatchObject({outcome: 'tampered'})
    writeFileSync(lock, text)
    expect(await json(['saver'])).toMatchObject({outcome: 'ok'})
  })

  test('one that came with Parrot is allowed by itself, for what root has set', async () => {
    const set = async (key: string, value: string) => {
      const words = ['plugin', 'config', 'backup', 'set', key, value]
      await root(...words)
      await ended(asServer(words))
    }
    mkdirSync(at('archives'), {mode: 0o700})
    expect((await root('allow', 'backup')).stderr).toContain('BACKUP_SOURCES')
    await set('BACKUP_SOURCES', at('secret'))
    await set('BACKUP_DIR', at('archives'))
    expect(await json(['backup', 'create'])).toMatchObject({problems: [{code: 'root_not_allowed'}]})
    const {stderr} = await root('allow', 'backup')
    const [, accept = ''] = /--accept ([0-9a-f]{32})/.exec(stderr) ?? []
    expect(stderr).toContain('may read everything below its sources')
    expect(await root('allow', 'backup', '--accept', accept)).toMatchObject({status: 0})
    const made = await json(['backup', 'create'])
    expect(made).toMatchObject({outcome: 'ok'})
    await ended(asServer(['plugin', 'config', 'backup', 'set', 'BACKUP_DIR', at('other')]))
    expect(await json(['backup', 'create'])).toMatchObject({problems: [{code: 'root_differs'}]})
    await root('plugin', 'config', 'backup', 'set', 'BACKUP_DIR', at('other'))
    expect(await json(['backup', 'create'])).toMatchObject({problems: [{code: 'root_not_allowed'}]})
    await root('plugin', 'disable', 'backup')
    expect(await json(['backup', 'create'])).toMatchObject({problems: [{code: 'root_not_allowed'}]})
  })

  test('it is done as often as root lets it, however often the server asks', async () => {
    expect(await root('config', 'set', 'limits.rate', '1')).toMatchObject({status: 0})
    await json(['writer'])
    expect(await json(['writer'])).toMatchObject({outcome: 'rate_limited'})
  })

  test('the words are root’s, and nothing that others could change runs as root', async () => {
    expect(await ended(asServer(['root', 'plugin', 'list']))).toMatchObject({status: 77})
    rmSync(at('other/wrote'), {force: true})
    const {stderr} = await root('--home', at('other'), 'plugin', 'list')
    expect(stderr).toContain('can be changed by others than root')
  })
})
