import type {StepSeen} from '../host/request.ts'
import {line as inWords} from '../text/reader.ts'
import type {Look} from './door.ts'
import type {Paint} from './paint.ts'
import {plainLine} from './plain.ts'
import {oneLine} from './table/one-line.ts'
import {measure} from './table/measure.ts'
import {padded, widthOf, wrapped} from './table/width.ts'

type Tone = {readonly sign: string; readonly plain: string; readonly look: Parameters<Paint>[0]}

const tones = {
  waiting: {sign: '·', plain: '-', look: 'dim'},
  running: {sign: '…', plain: '..', look: 'cyan'},
  well: {sign: '✓', plain: 'ok', look: 'green'},
  warning: {sign: '!', plain: '!', look: 'yellow'},
  failed: {sign: '✗', plain: 'x', look: 'red'},
} as const satisfies Record<string, Tone>

/** How wide the names of a list are, so that what stands behind them is aligned; and how many steps there are. */
export type Frame = {readonly names: number; readonly count: number}

export function frameOf(steps: readonly StepSeen[], look: Look): Frame {
  return {count: steps.length, names: Math.max(...steps.map((step) => widthOf(nameOf(step, look))))}
}

/** `✓ 2/5 clean_cache    1.2 s`, never wider than there is room. `sinceMs`: how long ago the step was so. */
export function stepLine(step: StepSeen, sinceMs: number, frame: Frame, look: Look): string {
  const {sign, plain, look: colour} = toneOf(step)
  const mark = look.unicode ? sign : plain.padEnd(2)
  const number = `${String(step.step).padStart(String(frame.count).length)}/${frame.count}`
  const name = nameOf(step, look)
  const took = step.state === 'waiting' ? '' : tookOf(step.ms + (step.state === 'ended' ? 0 : sinceMs))
  const head = `${number} ${padded(name, frame.names - widthOf(name), false)} ${took.padStart(7)}`
  const [line = ''] = wrapped(`${head}  ${wordsOf(step)}`.trimEnd(), look.room - mark.length - 1)
  return `${look.paint(colour, mark)} ${step.state === 'waiting' ? look.paint('dim', line) : line}`
}

const nameOf = ({name}: StepSeen, {unicode}: Look) => oneLine(plainLine(name, 60), unicode)

function toneOf({state, outcome, mayFail}: StepSeen): Tone {
  if (state === 'waiting' || (state === 'ended' && outcome === null)) return tones.waiting
  if (state !== 'ended') return tones.running
  if (outcome === 'ok') return tones.well
  return outcome === 'findings' || mayFail ? tones.warning : tones.failed
}

function tookOf(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : measure('seconds', ms / 1000)
}

function wordsOf({state, outcome, mayFail, attempt, most, progress, earlier}: StepSeen): string {
  const tries = attempt > 1 ? inWords('step_attempt', {attempt, most}) : ''
  if (state === 'waiting') return ''
  if (state === 'pausing')
    return inWords('step_follows', {outcome: outcome ?? '', attempt: attempt + 1, most})
  if (state === 'running') return [tries, progressOf(progress)].filter((part) => part !== '').join('  ')
  if (outcome === null) return inWords('step_left_out')
  const bad =
    outcome === 'ok'
      ? ''
      : mayFail && outcome !== 'findings'
        ? inWords('step_may', {outcome: outcome ?? ''})
        : outcome
  return [bad, tries, earlier === true ? inWords('step_earlier') : '']
    .filter((part) => part !== '')
    .join('  ')
}

function progressOf(progress: StepSeen['progress']): string {
  if (progress === undefined) return ''
  const share = Number.isFinite(progress.progress) ? Math.min(1, Math.max(0, progress.progress)) : 0
  return `${Math.round(share * 100)} % ${plainLine(progress.message ?? '', 80)}`.trimEnd()
}
