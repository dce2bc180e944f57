import type {StepSeen} from '../host/request.ts'
import type {Look} from './door.ts'
import type {Bar} from './progress.ts'
import {frameOf, stepLine} from './step-line.ts'

type StepList = Omit<Bar, 'update'> & {readonly update: (steps: readonly StepSeen[]) => void}

const tickMs = 200

/**
 * The steps of a workflow: on a terminal a list that is drawn anew as it changes and gone at the end, when the result is
 * shown; elsewhere a line for each step when it has ended, or is tried again.
 */
export function stepList(look: Look): StepList {
  return look.isTerminal ? drawn(look) : told(look)
}

function drawn(look: Look): StepList {
  let steps: readonly StepSeen[] = []
  const since = new Map<number, {readonly as: string; readonly at: number}>()
  let height = 0
  const hide = () => {
    if (height > 0) look.write(`\r\u001b[${height}A\u001b[J`)
    height = 0
  }
  const draw = () => {
    const frame = frameOf(steps, look)
    const shown = window(steps, (look.screen().rows ?? 24) - 2)
    const lines = shown.map((step) =>
      stepLine(step, Date.now() - (since.get(step.step)?.at ?? 0), frame, look),
    )
    hide()
    look.write(lines.map((line) => `${line}\n`).join(''))
    height = lines.length
  }
  const ticks = setInterval(draw, tickMs)
  return {
    update(latest) {
      steps = latest
      for (const step of steps) {
        const as = stateOf(step)
        if (since.get(step.step)?.as !== as) since.set(step.step, {as, at: Date.now()})
      }
      draw()
    },
    hide,
    stop() {
      clearInterval(ticks)
      hide()
    },
  }
}

function told(look: Look): StepList {
  const said = new Map<number, string>()
  return {
    update(steps) {
      const frame = frameOf(steps, look)
      for (const step of steps) {
        const as = stateOf(step)
        const news = said.get(step.step) !== as
        said.set(step.step, as)
        if (news && (step.state === 'ended' || step.state === 'pausing'))
          look.write(`${stepLine(step, 0, frame, look)}\n`)
      }
    },
    hide() {},
    stop() {},
  }
}

const stateOf = ({state, attempt}: StepSeen) => `${state} ${attempt}`

/** As many as there is room for, around the one that is running. */
function window(steps: readonly StepSeen[], rows: number): readonly StepSeen[] {
  if (steps.length <= rows) return steps
  const now = steps.findIndex(({state}) => state === 'running' || state === 'pausing')
  const from = Math.min(Math.max(0, now - Math.floor(rows / 2)), steps.length - rows)
  return steps.slice(from, from + Math.max(1, rows))
}
