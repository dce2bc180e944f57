import {problem, type Problem} from '../../text/problem.ts'

export const begin = '# BEGIN parrot'
export const end = '# END parrot'

/** A crontab in three: what is foreign above and below, byte for byte, and the lines between Parrot's marks, without those. */
export type Parts = {
  readonly above: string
  readonly own: readonly string[] | undefined
  readonly below: string
}

/** Takes `text`, one character a byte, apart. A problem where the marks do not stand once each, in order: then nothing is sure. */
export function partsOf(text: string): Parts | Problem {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const at = (mark: string) =>
    lines.flatMap((line, index) => (line.replace(/\n$/, '') === mark ? [index] : []))
  const [first, ...moreBegins] = at(begin)
  const [last, ...moreEnds] = at(end)
  if (first === undefined && last === undefined) return {above: '', own: undefined, below: text}
  if (first === undefined || last === undefined || last < first || moreBegins.length + moreEnds.length > 0)
    return problem('crontab_marks', {begin, end})
  return {
    above: lines.slice(0, first).join(''),
    own: lines.slice(first + 1, last).map((line) => line.replace(/\n$/, '')),
    below: lines.slice(last + 1).join(''),
  }
}

/**
 * The crontab with these lines as Parrot's; without any, without the marks. A new block stands first, where no setting of
 * somebody else's (SHELL, CRON_TZ) reaches it, and it sets none that would reach further down.
 */
export function withOwn({above, below}: Parts, own: readonly string[]): string {
  return own.length === 0 ? above + below : `${above}${[begin, ...own, end].join('\n')}\n${below}`
}
