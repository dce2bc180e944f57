import {says, problem, type Problem} from '../../text/problem.ts'
import {shownName} from '../shown-name.ts'
import {bytesOf} from './look.ts'
import type {Told} from './reopen.ts'

type Action = 'rotated' | 'compressed' | 'removed' | 'left'
type Row = {
  readonly file: string
  readonly action: Action
  readonly bytes: number | null
  readonly to: string
  readonly why: string
}

/** What is told of one run, gathered while it goes on. */
export class Report {
  readonly problems: Problem[] = []
  readonly signals: Told[] = []
  unchanged = 0
  private readonly rows: Row[] = []
  private readonly counts: Record<Action, number> = {rotated: 0, compressed: 0, removed: 0, left: 0}

  add(
    action: Action,
    folder: string,
    name: string,
    more: {bytes?: bigint; to?: string; why?: Problem} = {},
  ): void {
    const {bytes, to, why} = more
    this.counts[action]++
    this.rows.push({
      file: shownPath(folder, name),
      action,
      bytes: bytes === undefined ? null : Number(bytes),
      to: to === undefined ? '' : shownName(bytesOf(to)),
      why: why === undefined ? '' : says(why),
    })
  }

  output(dryRun: boolean) {
    const {counts, unchanged} = this
    const summary = says(problem(dryRun ? 'rotate_summary_dry' : 'rotate_summary', {...counts, unchanged}))
    return {summary, ...counts, unchanged, files: this.rows, signals: this.signals}
  }
}

export const shownPath = (folder: string, name: string) =>
  `${shownName(Buffer.from(folder))}/${shownName(bytesOf(name))}`
