import {afterEach, expect, test, vi} from 'vitest'
import type {StepSeen} from '../../src/host/request.ts'
import {lookOf} from '../../src/terminal/door.ts'
import {stepList} from '../../src/terminal/step-list.ts'
import {paper} from './at-door.ts'
import {text} from './terminal.ts'

afterEach(() => {
  vi.useRealTimers()
})

const step = (step: number, more: Partial<StepSeen> = {}): StepSeen => ({
  step,
  name: `step ${'x'.repeat(step)}`,
  tool: 'tool',
  mayFail: false,
  state: 'waiting',
  attempt: 0,
  most: 1,
  ms: 0,
  ...more,
})

const steps: readonly StepSeen[] = [
  step(1, {state: 'ended', outcome: 'ok', attempt: 1, ms: 1240}),
  step(2, {state: 'ended', outcome: 'failed', mayFail: true, attempt: 3, most: 3, ms: 150_000}),
  step(3, {state: 'pausing', outcome: 'timed_out', attempt: 1, most: 3, ms: 60_000}),
  step(4, {state: 'running', attempt: 2, most: 3, progress: {progress: 0.45, message: 'copying'}}),
  step(5),
]

test('where nobody looks it is a plain line for each end and each further attempt, once', () => {
  const screen = paper()
  const list = stepList(lookOf(() => screen, {}))
  list.update(steps)
  list.update(steps)
  list.update(steps.with(3, step(4, {state: 'ended', outcome: 'denied', attempt: 2, most: 3, ms: 9})))
  list.stop()
  expect(screen.text().split('\n')).toEqual([
    '✓ 1/5 step x       1.2 s',
    '! 2/5 step xx      2 min  failed, which it may  attempt 3 of 3',
    '… 3/5 step xxx      60 s  timed_out; attempt 2 of 3 follows',
    '✗ 4/5 step xxxx    0.0 s  denied  attempt 2 of 3',
    '',
  ])
})

test('on a terminal it is one list, drawn over itself while time goes on, and gone at the end', () => {
  vi.useFakeTimers()
  const screen = paper(true)
  const list = stepList(lookOf(() => screen, {NO_COLOR: '1'}))
  list.update(steps)
  expect(screen.text()).toBe(
    [
      '✓ 1/5 step x       1.2 s',
      '! 2/5 step xx      2 min  failed, which it may  attempt 3 of 3',
      '… 3/5 step xxx      60 s  timed_out; attempt 2 of 3 follows',
      '… 4/5 step xxxx    0.0 s  attempt 2 of 3  45 % copying',
      '· 5/5 step xxxxx',
      '',
    ].join('\n'),
  )
  vi.advanceTimersByTime(1000)
  const last = text(screen.text()).split('\f').at(-1)
  expect(last).toContain('… 4/5 step xxxx    1.0 s')
  expect(last).toContain('✓ 1/5 step x       1.2 s')
  list.hide()
  list.stop()
  expect(screen.text().endsWith('\r\u001b[5A\u001b[J')).toBe(true)
  const written = screen.text()
  vi.advanceTimersByTime(10_000)
  expect(screen.text()).toBe(written)
})

test('a list longer than the screen shows what is around the step that runs', () => {
  vi.useFakeTimers()
  const screen = paper(true)
  const many = Array.from({length: 50}, (_, at) => ({...step(at + 1), name: `n${at + 1}`}))
  const list = stepList(lookOf(() => screen, {NO_COLOR: '1'}))
  list.update(many.with(39, {...step(40), name: 'n40', state: 'running', attempt: 1}))
  list.stop()
  const lines = screen
    .text()
    .split('\n')
    .filter((line) => line.includes('/50'))
  expect(lines).toHaveLength(22)
  expect(lines.join('\n')).toContain('… 40/50 n40')
})

test('no line is wider than the terminal, nothing of it acts on it, and ASCII does', () => {
  const screen = paper(true)
  const list = stepList(lookOf(() => screen, {COLUMNS: '40', LANG: 'C', NO_COLOR: '1'}))
  const progress = {progress: Number.NaN, message: `\u001b[31m${'long '.repeat(40)}`}
  list.update([step(1, {name: 'a\u001b[2Jü', state: 'running', attempt: 1, progress})])
  list.stop()
  const [line = ''] = screen.text().split('\n')
  expect(line.length).toBeLessThanOrEqual(40)
  expect(line).toMatch(/^\.\. 1\/1 a\?/)
  expect(line).not.toContain('\u001b')
})
