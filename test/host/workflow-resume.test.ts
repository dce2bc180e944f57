import {spawn} from 'node:child_process'
import {rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {approvePlugin} from '../approve.ts'
import {needs} from '../needs.ts'
import {killWorkflow} from '../scripts/kill-workflow.ts'
import {bin, environment} from '../terminal/program.ts'
import {
  ask,
  bob,
  codes,
  give,
  homeWith,
  killedIn,
  leftIn,
  parrotIn,
  ran,
  stepsOf,
  tool,
  workflow,
  type Home,
} from './workflow-home.ts'
import {seedOf, times} from '../soak.ts'

/** Fails as long as nobody has mended it. */
const untilMended = {do: '[ -e /data/mended ]'}
const mend = (home: Home) => writeFileSync(join(home.home, 'data/plugin-data/second/mended'), '')
const three = workflow([{call: 'first'}, {call: 'second', input: untilMended}, {call: 'third'}])

async function failed(...more: Parameters<typeof tool>[1][]) {
  const home = await homeWith(tool('first'), tool('second', more[0]), tool('third'), three)
  const parrot = await parrotIn(home)
  const result = await parrot.ask('nightly')
  expect(result.outcome).toBe('failed')
  return {home, ...parrot, result}
}

needs('bwrap', 'apt-get install bubblewrap')('going on', () => {
  test('with a run that failed: from the step that failed, and once', async () => {
    const {home, ask, result, events} = await failed()
    mend(home)
    const more = await ask('nightly', {resume: true})
    expect(more).toMatchObject({outcome: 'ok', output: {run: result.call, resumed: true}})
    expect(stepsOf(more).map(({outcome}) => outcome)).toEqual(['ok', 'ok', 'ok'])
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 2, 1])
    const summed = (await events()).filter(({event_type}) => event_type === 'WORKFLOW_COMPLETED')
    expect(summed.map(({payload: {run, outcome, resumed}}) => [run, outcome, resumed])).toEqual([
      [result.call, 'failed', false],
      [result.call, 'ok', true],
    ])
    const again = await ask('nightly', {resume: true})
    expect({outcome: again.outcome, codes: codes(again)}).toEqual({
      outcome: 'invalid_input',
      codes: ['workflow_nothing'],
    })
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 2, 1])
  })

  test('is anybody’s who may run the workflow, and everybody’s rights are asked anew', async () => {
    const {home, ask} = await failed()
    mend(home)
    const nobody = {...bob, name: 'eve', roles: ['viewer']}
    expect(await ask('nightly', {resume: true, by: nobody})).toMatchObject({outcome: 'unknown'})
    const other = {...bob, name: 'carol'}
    expect(await ask('nightly', {resume: true, by: other})).toMatchObject({outcome: 'ok'})
  })

  test('not where the steps are others now', async () => {
    const {home} = await failed()
    give(home, workflow([{call: 'third'}, {call: 'first'}, {call: 'second'}]))
    expect(await approvePlugin(home, 'nightly')).toMatchObject({outcome: 'ok'})
    const result = await (await parrotIn(home)).ask('nightly', {resume: true})
    expect(codes(result)).toEqual(['workflow_changed'])
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 1, 0])
  })

  test('not while somebody else carries it on', async () => {
    const {home, ask} = await failed()
    killedIn(home, (state) => void (state['process'] = undefined))
    expect(codes(await ask('nightly', {resume: true}))).toEqual(['workflow_nothing'])
  })

  test('is for one of many who ask at the same time', async () => {
    const {home} = await failed()
    mend(home)
    const parrots = await Promise.all(Array.from({length: 4}, () => parrotIn(home)))
    const results = await Promise.all(parrots.map(({ask}) => ask('nightly', {resume: true})))
    expect(results.filter(({outcome}) => outcome === 'ok')).toHaveLength(1)
    const others = results.filter(({outcome}) => outcome !== 'ok').flatMap(codes)
    expect(others.every((code) => code === 'workflow_running' || code === 'workflow_nothing')).toBe(true)
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 2, 1])
  })

  test('leaves out a step that failed, may fail, and has had its attempts', async () => {
    const steps = [
      {call: 'first', input: {do: 'false'}, continueOnError: true},
      {call: 'second', input: untilMended},
    ]
    const home = await homeWith(tool('first'), tool('second'), workflow(steps))
    const {ask} = await parrotIn(home)
    expect(await ask('nightly')).toMatchObject({outcome: 'failed'})
    killedIn(home, (state) => void (state['done'] = []))
    mend(home)
    const more = await ask('nightly', {resume: true})
    expect(stepsOf(more).map(({outcome}) => outcome)).toEqual(['failed', 'ok'])
    expect(ran(home, 'first', 'second')).toEqual([1, 2])
  })
})

/** Starts the workflow in a process of its own and kills that while its second step runs. */
async function killed(annotations: object, mayFail = false) {
  const steps = [
    {call: 'first'},
    {call: 'second', input: {do: '[ -e /data/mended ] || sleep 60'}, continueOnError: mayFail},
    {call: 'third'},
  ]
  const home = await homeWith(tool('first'), tool('second', {annotations}), tool('third'), workflow(steps))
  const child = spawn(process.execPath, [bin, 'nightly'], {env: environment(home.home), stdio: 'ignore'})
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (ran(home, 'second')[0] === 0) await delay(10)
  child.kill('SIGKILL')
  await ended
  mend(home)
  return {home, ...(await parrotIn(home))}
}

needs('bwrap', 'apt-get install bubblewrap')('after kill -9 in a step', () => {
  test('one that may be run twice is run again, what is done is not', async () => {
    const {home, ask} = await killed({idempotent: true})
    const said: string[] = []
    const result = await ask('nightly', {resume: true, watch: {log: (line) => void said.push(line)}})
    expect(result).toMatchObject({outcome: 'ok', output: {resumed: true}})
    expect(said[0]).toMatch(/^Going on with step 2, second, of the run of/)
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 2, 1])
  })

  test('any other is not, and says so, as often as it is asked', async () => {
    const {home, ask} = await killed({})
    for (const _ of [1, 2]) {
      const result = await ask('nightly', {resume: true})
      expect({outcome: result.outcome, codes: codes(result)}).toEqual({
        outcome: 'unknown_outcome',
        codes: ['workflow_unsure'],
      })
    }
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 1, 0])
  })

  test('nor is one that may fail; the steps behind it are called', async () => {
    const {home, ask} = await killed({}, true)
    const result = await ask('nightly', {resume: true})
    expect(stepsOf(result).map(({outcome}) => outcome)).toEqual(['ok', 'unknown_outcome', 'ok'])
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 1, 1])
  })

  test('beginning anew says which run it sets aside, and that run gets its summary', async () => {
    const {home, ask, events} = await killed({})
    const [file = ''] = leftIn(home)
    const said: string[] = []
    const result = await ask('nightly', {watch: {log: (line) => void said.push(line)}})
    expect(result).toMatchObject({
      outcome: 'ok',
      output: {resumed: false, unfinished: {step: 2, tool: 'second'}},
    })
    expect(said[0]).toMatch(/^warn: An earlier run of nightly, begun .* stopped at step 2, second/)
    const summed = (await events()).filter(({event_type}) => event_type === 'WORKFLOW_COMPLETED')
    expect(summed.map(({payload}) => payload['outcome'])).toEqual(['unknown_outcome', 'ok'])
    expect(file).toContain(String(summed[0]?.payload['run']))
    expect(leftIn(home)).toEqual([])
  })

  test('a file that somebody wrote into the state folder is nobody’s run', async () => {
    const {home, ask} = await killed({idempotent: true})
    const [file = ''] = leftIn(home)
    rmSync(file)
    for (const text of ['', '{', 'null', '{"tool": "nightly"}', '[]']) {
      writeFileSync(file, text)
      expect(codes(await ask('nightly', {resume: true}))).toEqual(['workflow_nothing'])
    }
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 1, 0])
  })
})

/** A workflow in a workflow, killed while the second step of the inner one runs; nothing of it may be run twice but that step. */
async function killedInside() {
  const inner = [{call: 'first'}, {call: 'second', input: {do: '[ -e /data/mended ] || sleep 60'}}]
  const home = await homeWith(
    tool('first'),
    tool('second', {annotations: {idempotent: true}}),
    tool('third'),
    workflow(inner, {name: 'inner', permissions: ['inner:execute']}),
    workflow([{call: 'third'}, {call: 'inner'}]),
  )
  const child = spawn(process.execPath, [bin, 'nightly'], {env: environment(home.home), stdio: 'ignore'})
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (ran(home, 'second')[0] === 0) await delay(10)
  child.kill('SIGKILL')
  await ended
  mend(home)
  return {home, ...(await parrotIn(home))}
}

needs('bwrap', 'apt-get install bubblewrap')('a workflow in a workflow', () => {
  test('goes on with its own steps', async () => {
    const {home, parrot} = await killedInside()
    const result = await ask(parrot, 'nightly', {resume: true})
    expect(result.outcome).toBe('ok')
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 2, 1])
    expect(leftIn(home)).toEqual([])
  })

  test('that was gone on with by itself is not run again: the one above it cannot tell, and says so', async () => {
    const {home, parrot} = await killedInside()
    expect(await ask(parrot, 'inner', {resume: true})).toMatchObject({outcome: 'ok'})
    expect(leftIn(home)).toHaveLength(1)
    const result = await ask(parrot, 'nightly', {resume: true})
    expect(codes(result)).toEqual(['workflow_unsure'])
    expect(ran(home, 'first', 'second', 'third')).toEqual([1, 2, 1])
  })
})

const kills = times(15, 40)
const seed = seedOf(271_828)

/** `node test/scripts/kill-workflow.ts 100 <seed>` repeats a run. */
needs('bwrap', 'apt-get install bubblewrap')('a workflow whose host is killed', () => {
  test(
    `at ${kills} moments, seed ${seed}: it goes on, and nothing that is done is done twice`,
    {timeout: 600_000},
    async () => {
      const {landed, resumed, unsure, wrong, verified, open} = await killWorkflow(kills, seed)
      process.stdout.write(
        `kill -9 in a workflow, seed ${seed}: ${JSON.stringify({...landed, resumed, unsure})}\n`,
      )
      expect({wrong, verified, open}).toEqual({wrong: [], verified: true, open: 0})
    },
  )
})
