import {appendFileSync, readFileSync, rmSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {StepSeen} from '../../src/host/request.ts'
import {approvePlugin} from '../approve.ts'
import {put} from '../home.ts'
import {needs} from '../needs.ts'
import {codes, give, homeWith, leftIn, parrotIn, ran, stepsOf, tool, workflow} from './workflow-home.ts'

const fast = {attempts: 3, delay: '1ms'}
/** Fails twice, then does not. */
const thirdTime = {do: '[ "$(wc -l < /data/ran)" -ge 3 ]'}
const failing = {do: 'false'}
const wordsOf = (rows: readonly {tool: string; outcome: string | null; attempts: number}[]) =>
  rows.map(({tool, outcome, attempts}) => `${tool} ${outcome} ${attempts}`)

needs('bwrap', 'apt-get install bubblewrap')('attempts', () => {
  test('a step that fails is tried again as often as it says; each attempt is on record below the workflow', async () => {
    const home = await homeWith(tool('flaky'), workflow([{call: 'flaky', input: thirdTime, retries: fast}]))
    const {ask, events} = await parrotIn(home)
    const result = await ask('nightly')
    expect(result.outcome).toBe('ok')
    expect(wordsOf(stepsOf(result))).toEqual(['flaky ok 3'])
    const calls = (await events()).filter(({payload}) => payload['parent'] === result.call)
    expect(calls.map(({payload: {step, attempt}}) => [step, attempt])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
    ])
    expect(ran(home, 'flaky')).toEqual([3])
  })

  test('and ends as its last attempt did', async () => {
    const home = await homeWith(tool('flaky'), workflow([{call: 'flaky', input: failing, retries: fast}]))
    const result = await (await parrotIn(home)).ask('nightly')
    expect({outcome: result.outcome, steps: wordsOf(stepsOf(result))}).toEqual({
      outcome: 'failed',
      steps: ['flaky failed 3'],
    })
  })

  test('what would end the same again is not tried again', async () => {
    const wrong = {call: 'flaky', input: {no: 1}, retries: fast, continueOnError: true}
    const denied = {call: 'user_remove', input: {user: 'bob'}, retries: fast, continueOnError: true}
    const home = await homeWith(tool('flaky'), workflow([wrong, denied]))
    const result = await (await parrotIn(home)).ask('nightly')
    expect(wordsOf(stepsOf(result))).toEqual(['flaky invalid_input 1', 'user_remove denied 1'])
  })

  test('a step is called with the rights that are left when it begins', async () => {
    const home = await homeWith(tool('first'), tool('second'), workflow([{call: 'first'}, {call: 'second'}]))
    const users = (names: readonly string[]) =>
      put(join(home.home, 'config/rbac_users.json'), {users: {bob: {roles: names, uid: 4242}}})
    users(['runner'])
    const {parrot, ask, events} = await parrotIn(home)
    const steps = ([first]: readonly StepSeen[]) => {
      if (first?.state === 'ended') users([])
    }
    const again = () => parrot.personFor({uid: 4242, username: 'bob'})
    const result = await ask('nightly', {by: again(), again, watch: {steps}})
    expect(wordsOf(stepsOf(result))).toEqual(['first ok 1', 'second unknown 1'])
    expect(ran(home, 'first', 'second')).toEqual([1, 0])
    const requested = (await events()).filter(({event_type}) => event_type === 'CALL_REQUESTED')
    expect(requested.find(({payload}) => payload['tool'] === 'second')?.payload).toMatchObject({roles: []})
  })

  test('where a step does not say it, the configuration does, for what may be run twice', async () => {
    const step = {input: failing, continueOnError: true}
    const home = await homeWith(
      tool('once'),
      tool('asked'),
      tool('again', {annotations: {idempotent: true}}),
      workflow([
        {call: 'once', ...step},
        {call: 'asked', ...step, retries: {}},
        {call: 'again', ...step},
      ]),
    )
    const {ask} = await parrotIn(home, {PARROT_RETRY_COUNT: '2', PARROT_RETRY_DELAY: '1ms'})
    expect(wordsOf(stepsOf(await ask('nightly')))).toEqual([
      'once failed 1',
      'asked failed 2',
      'again failed 2',
    ])
  })
})

needs('bwrap', 'apt-get install bubblewrap')('time', () => {
  const sleeps = {call: 'slow', input: {do: 'sleep 60'}, timeout: '300ms'}

  test('a step that takes too long is stopped and ends timed_out, in the record too', async () => {
    const home = await homeWith(
      tool('slow'),
      tool('after'),
      workflow([{...sleeps, continueOnError: true}, {call: 'after'}]),
    )
    const {ask, events} = await parrotIn(home)
    const result = await ask('nightly')
    expect(result.outcome).toBe('ok')
    expect(wordsOf(stepsOf(result))).toEqual(['slow timed_out 1', 'after ok 1'])
    const ends = (await events()).filter(
      ({event_type, payload}) => event_type === 'CALL_FINISHED' && payload['who'] === 'bob',
    )
    expect(ends.map(({payload}) => [payload['tool'], payload['outcome']])).toEqual([
      ['slow', 'timed_out'],
      ['after', 'ok'],
      ['nightly', 'ok'],
    ])
  })

  test('each attempt has its own', async () => {
    const home = await homeWith(tool('slow'), workflow([{...sleeps, retries: {attempts: 2, delay: '1ms'}}]))
    const result = await (await parrotIn(home)).ask('nightly')
    expect(result.outcome).toBe('timed_out')
    expect(wordsOf(stepsOf(result))).toEqual(['slow timed_out 2'])
    expect(codes(result)).toEqual(['workflow_step', 'call_late', 'workflow_kept'])
  })

  test('the whole workflow has the time that its manifest gives', async () => {
    const limits = {timeout: '2s'}
    const step = {call: 'slow', input: {do: 'sleep 60'}, continueOnError: true, retries: fast}
    const home = await homeWith(tool('slow'), tool('after'), workflow([step, {call: 'after'}], {limits}))
    const result = await (await parrotIn(home)).ask('nightly')
    expect(result.outcome).toBe('timed_out')
    expect(wordsOf(stepsOf(result))).toEqual(['slow timed_out 1', 'after null 0'])
    expect(codes(result)).toEqual(['plugin_timed_out', 'workflow_step', 'workflow_kept'])
  })
})

needs('bwrap', 'apt-get install bubblewrap')('being taken back', () => {
  test.each([
    ['in a step', {call: 'slow', input: {do: 'sleep 60'}, continueOnError: true}, 'cancelled'],
    [
      'between two attempts',
      {call: 'slow', input: failing, continueOnError: true, retries: {attempts: 2, delay: '1h'}},
      'failed',
    ],
  ])('%s: nothing more is called', async (_, step, outcome) => {
    const home = await homeWith(tool('slow'), tool('after'), workflow([step, {call: 'after'}]))
    const {ask} = await parrotIn(home)
    const wanted = outcome === 'failed' ? 'pausing' : 'running'
    const takenBackAfter = async (times: number, more = {}) => {
      const stop = new AbortController()
      let state: StepSeen['state'] | undefined
      const steps = ([first]: readonly StepSeen[]) => void (state = first?.state)
      const asked = ask('nightly', {...more, signal: stop.signal, watch: {steps}})
      await expect.poll(() => [state, ...ran(home, 'slow')]).toEqual([wanted, times])
      stop.abort()
      return asked
    }
    const result = await takenBackAfter(1)
    expect(result.outcome).toBe('cancelled')
    expect(wordsOf(stepsOf(result))).toEqual([`slow ${outcome} 1`, 'after null 0'])
    expect(ran(home, 'after')).toEqual([0])
    const again = await takenBackAfter(2, {resume: true})
    expect(wordsOf(stepsOf(again))[0]).toBe(`slow ${outcome} 1`)
    expect(ran(home, 'slow', 'after')).toEqual([2, 0])
  })
})

needs('bwrap', 'apt-get install bubblewrap')('a step that has nothing to call', () => {
  test('is told before the first one runs, and ends it', async () => {
    const home = await homeWith(tool('first'), workflow([{call: 'first'}, {call: 'gone'}]))
    const {ask, events} = await parrotIn(home)
    const result = await ask('nightly')
    expect(result.outcome).toBe('broken')
    expect(codes(result)).toEqual(['workflow_step_first', 'unknown_plugin'])
    expect(wordsOf(stepsOf(result))).toEqual(['first null 0', 'gone unknown 1'])
    expect(ran(home, 'first')).toEqual([0])
    const summed = (await events()).filter(({event_type}) => event_type === 'WORKFLOW_COMPLETED')
    expect(summed.map(({payload}) => payload['outcome'])).toEqual(['broken'])
  })

  test('also where it is not enabled, or was changed after it was approved', async () => {
    const home = await homeWith(
      tool('first'),
      tool('changed'),
      workflow([{call: 'first'}, {call: 'waiting'}]),
    )
    give(home, tool('waiting'))
    const {ask} = await parrotIn(home)
    expect(await ask('nightly')).toMatchObject({outcome: 'broken'})
    give(home, workflow([{call: 'first'}, {call: 'changed'}]))
    expect(await approvePlugin(home, 'nightly')).toMatchObject({outcome: 'ok'})
    appendFileSync(join(home.home, 'data/plugins/changed/manifest.json'), '\n')
    const later = await parrotIn(home)
    expect(await later.ask('nightly')).toMatchObject({outcome: 'tampered'})
    expect((await later.events()).map(({event_type}) => event_type)).toContain('PLUGIN_TAMPERED')
    expect(ran(home, 'first', 'changed')).toEqual([0, 0])
  })

  test('and may fail, is told of at the start; the others are called', async () => {
    const home = await homeWith(
      tool('first'),
      workflow([{call: 'first'}, {call: 'gone', continueOnError: true}]),
    )
    const said: string[] = []
    const watch = {log: (line: string) => void said.push(line)}
    const result = await (await parrotIn(home)).ask('nightly', {watch})
    expect(result.outcome).toBe('ok')
    expect(codes(result)).toEqual(['workflow_step_tolerated'])
    expect(said[0]).toMatch(/^warn: Step 2, gone/)
  })
})

needs('bwrap', 'apt-get install bubblewrap')('progress that cannot be kept', () => {
  test('keeps the first step from being called', async () => {
    const home = await homeWith(tool('first'), workflow([{call: 'first'}]))
    put(join(home.home, 'state/workflows'), 'no folder')
    expect(await (await parrotIn(home)).ask('nightly')).toMatchObject({outcome: 'broken'})
    expect(ran(home, 'first')).toEqual([0])
  })

  test('ends it before the next step, and says why', async () => {
    const home = await homeWith(tool('first'), tool('second'), workflow([{call: 'first'}, {call: 'second'}]))
    const folder = join(home.home, 'state/workflows')
    const steps = ([first]: readonly StepSeen[]) => {
      if (first?.state === 'ended') rmSync(folder, {recursive: true, force: true})
    }
    const result = await (await parrotIn(home)).ask('nightly', {watch: {steps}})
    expect(result.outcome).toBe('broken')
    expect(codes(result)).toContain('host_broken')
    expect(wordsOf(stepsOf(result))).toEqual(['first ok 1', 'second null 0'])
    expect(ran(home, 'second')).toEqual([0])
  })
})

needs('bwrap', 'apt-get install bubblewrap')('a dry run', () => {
  test('is one of each step that can, calls what only reads, and names the others', async () => {
    const home = await homeWith(
      tool('dry', {dryRun: true}),
      tool('looks', {annotations: {readOnly: true}}),
      tool('acts'),
      workflow([
        {call: 'dry', input: {do: '[ "$PARROT_DRY_RUN" = true ]'}},
        {call: 'looks', input: {do: 'true'}},
        {call: 'acts'},
        {call: 'whoami'},
      ]),
    )
    const {ask, events} = await parrotIn(home)
    const result = await ask('nightly', {dryRun: true})
    expect(result.outcome).toBe('ok')
    expect(wordsOf(stepsOf(result))).toEqual(['dry ok 1', 'looks ok 1', 'acts null 0', 'whoami ok 1'])
    expect(result.problems).toMatchObject([{code: 'workflow_step_undry', params: {step: 3, tool: 'acts'}}])
    expect(ran(home, 'acts')).toEqual([0])
    const types = (await events()).map(({event_type}) => event_type)
    expect(types).not.toContain('WORKFLOW_COMPLETED')
    expect(leftIn(home)).toEqual([])
  })
})

needs('bwrap', 'apt-get install bubblewrap')('what is told of a run', () => {
  test('one event sums it up, whatever its steps were', async () => {
    const home = await homeWith(
      tool('good'),
      tool('bad'),
      workflow([{call: 'bad', name: 'the bad one', input: failing, continueOnError: true}, {call: 'good'}]),
    )
    const {ask, events} = await parrotIn(home)
    const {call, outcome} = await ask('nightly')
    const summed = (await events()).filter(({event_type}) => event_type === 'WORKFLOW_COMPLETED')
    expect(summed).toHaveLength(1)
    expect(summed[0]?.metadata.correlation_id).toBe(call)
    expect(summed[0]?.payload).toMatchObject({
      call,
      run: call,
      tool: 'nightly',
      plugin: 'nightly',
      who: 'bob',
      door: 'terminal',
      outcome,
      steps: [
        {step: 1, name: 'the bad one', tool: 'bad', outcome: 'failed', attempts: 1},
        {step: 2, name: 'good', tool: 'good', outcome: 'ok', attempts: 1},
      ],
    })
    expect(leftIn(home)).toEqual([])
  })

  test('those who watch see every step, and how much of the whole is done', async () => {
    const half = `echo '{"progress": 0.5, "message": "half"}' >&3; sleep 0.2`
    const home = await homeWith(
      tool('one'),
      tool('two'),
      workflow([{call: 'one', input: {do: half}}, {call: 'two'}]),
    )
    const seen: string[] = []
    const shares: number[] = []
    const watch = {
      steps: (steps: readonly StepSeen[]) => void seen.push(steps.map(({state}) => state).join(' ')),
      progress: ({progress}: {progress: number}) => void shares.push(progress),
    }
    await (await parrotIn(home)).ask('nightly', {watch})
    expect([...new Set(seen)]).toEqual(['running waiting', 'ended waiting', 'ended running', 'ended ended'])
    expect(shares).toEqual([0, 0.25, 0.5, 0.5, 1])
  })

  test('while a step runs the file of the run says what is done; only its owner reads it', async () => {
    const home = await homeWith(tool('one'), tool('two'), workflow([{call: 'one'}, {call: 'two'}]))
    const found: unknown[] = []
    const steps = ([, second]: readonly StepSeen[]) => {
      if (second?.state !== 'running' || found.length > 0) return
      const [file = ''] = leftIn(home)
      const {done} = JSON.parse(readFileSync(file, 'utf8')) as {done: {tool: string}[]}
      found.push(statSync(file).mode & 0o777, ...done.map(({tool}) => tool))
    }
    await (await parrotIn(home)).ask('nightly', {watch: {steps}})
    expect(found).toEqual([0o600, 'one'])
    expect(leftIn(home)).toEqual([])
  })
})
