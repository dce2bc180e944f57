/** pacman's own numbers for the questions that it is to answer otherwise than it would by itself. */
const questions = {installIgnored: 1, replace: 2, importKey: 64} as const

const ask = Object.values(questions).reduce((sum, one) => sum + one, 0)

/**
 * The update that is meant: newer versions and what they newly need, but for these packages. What is held stays, no package is
 * put in another's place, and no key is trusted because nobody is there to say no.
 */
export function upgrade(without: readonly string[]): readonly string[] {
  const ignore = without.length > 0 ? [`--ignore=${without.join(',')}`] : []
  return ['--sync', '--sysupgrade', ...ignore, ...changing, `--ask=${ask}`]
}

/** For what changes. */
export const changing = ['--noconfirm', '--noprogressbar', '--color=never'] as const
