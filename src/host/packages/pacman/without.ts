import {runProgram} from '../../system-program.ts'
import {causeOf} from './cause.ts'
import {locals} from './local.ts'
import {upgrade} from './words.ts'

/** What pacman prints of its update, and the packages that had to stay out of it. */
type Solved = {readonly text: string; readonly without: readonly string[]}

const most = 100

/**
 * Asks pacman what it would do, and leaves out, as often as it takes, what cannot go along: what needs something that is nowhere,
 * what others would have to go for, and what needs a newer version of something that is held. When it only prints, pacman itself
 * would put packages in the place of others and go past what is held.
 */
export async function solved(format: string, signal: AbortSignal): Promise<Solved | {readonly odd: string}> {
  const without: string[] = []
  for (let left = most; left > 0; left--) {
    const words = [...upgrade(without), `--print-format=%n\t${format}`]
    const {ok, stdout, stderr} = await runProgram('pacman', words, {signal})
    const said = `${stderr}\n${stdout}`
    const out = ok ? await unwanted(stdout, signal) : unresolvable(said)
    const more = out.filter((name) => !without.includes(name))
    if (ok && more.length === 0) return {text: stdout, without}
    if (more.length === 0) return {odd: causeOf(said)}
    without.push(...more)
  }
  return {odd: `more than ${most} packages cannot go along`}
}

/** `:: unable to satisfy dependency 'x' required by y`, and `:: installing y (2.0) breaks dependency 'y=1.0' required by z`. */
function unresolvable(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [, needy, breaking] =
      /^:: (?:unable to satisfy dependency '.*' required by (\S+)|installing (\S+) \(.*\) breaks dependency)/.exec(
        line,
      ) ?? []
    return needy ?? breaking ?? []
  })
}

/** Of a list that it would install: what it would replace, and what it would need a held package for. */
async function unwanted(text: string, signal: AbortSignal): Promise<readonly string[]> {
  const names = text.split('\n').flatMap((line) => /^(\S+)\t/.exec(line)?.[1] ?? [])
  if (names.length === 0) return []
  const here = new Set(locals().map(({name}) => name))
  const held = new Set(await heldIn(signal))
  const {stdout} = await runProgram('pacman', ['--sync', '--info', '--color=never', '--', ...names], {signal})
  return stdout.split(/\n\n+/).flatMap((about) => {
    const replaced = fieldOf(about, 'Replaces').filter((name) => here.has(name) && !names.includes(name))
    const needs = fieldOf(about, 'Depends On').some((name) => held.has(name) && names.includes(name))
    return [...replaced, ...(needs ? fieldOf(about, 'Name') : [])]
  })
}

async function heldIn(signal: AbortSignal): Promise<readonly string[]> {
  const {stdout} = await runProgram('pacman', ['--query', '--upgrades', '--color=never'], {signal})
  return stdout.split('\n').flatMap((line) => /^(\S+) .* \[ignored\]$/.exec(line)?.[1] ?? [])
}

/** The names of `Replaces        : one  two>=2`. */
function fieldOf(about: string, field: string): readonly string[] {
  const [, value = ''] = new RegExp(`^${field} *: (.*)$`, 'm').exec(about) ?? []
  const names = value.split(/ +/).map((word) => word.replace(/[<>=].*$/, ''))
  return names.filter((name) => name !== '' && name !== 'None')
}
