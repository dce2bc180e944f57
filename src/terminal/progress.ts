import type {Progress} from '../sandbox/sandbox.ts'
import type {Look} from './door.ts'
import {plainLine} from './plain.ts'

export type Bar = {
  readonly update: (progress: Progress) => void
  /** Takes the bar away so that something else can be written; it comes back with the next tick. */
  readonly hide: () => void
  readonly stop: () => void
}

const patienceMs = 1000
const tickMs = 200
const clearLine = '\r\u001b[K'

/** A line that shows how far a call is, on a terminal and only for what takes longer than a second. */
export function progressBar(name: string, look: Look): Bar {
  const started = Date.now()
  let latest: Progress | undefined
  let shown = false
  let ticks: NodeJS.Timeout | undefined
  const draw = () => {
    look.write(clearLine + barLine(name, latest, Date.now() - started, look))
    shown = true
  }
  const begin = () => {
    if (!look.isTerminal) return
    ticks = setInterval(draw, tickMs)
    draw()
  }
  const patience = setTimeout(begin, patienceMs)
  const hide = () => {
    if (shown) look.write(clearLine)
    shown = false
  }
  return {
    update: (progress) => {
      latest = progress
    },
    hide,
    stop: () => {
      clearTimeout(patience)
      clearInterval(ticks)
      hide()
    },
  }
}

/** `backup create ███████░░░░░░░░ 45 % copying`, never wider than the terminal. */
export function barLine(name: string, latest: Progress | undefined, elapsedMs: number, look: Look): string {
  const seconds = `${Math.floor(elapsedMs / 1000)} s`
  if (latest === undefined) return look.paint('dim', `${name} … ${seconds}`)
  const share = Math.min(1, Math.max(0, Number.isFinite(latest.progress) ? latest.progress : 0))
  const cells = 20
  const full = Math.round(share * cells)
  const bar = look.paint('green', '█'.repeat(full)) + look.paint('dim', '░'.repeat(cells - full))
  const percent = `${Math.round(share * 100)} %`
  const room = look.width - name.length - cells - percent.length - seconds.length - 6
  const message = room > 8 ? plainLine(latest.message ?? '', room) : ''
  return `${name} ${bar} ${percent} ${look.paint('dim', seconds)} ${message}`.trimEnd()
}
