import {nearest} from '../text/nearest.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {EnvFile} from './env-file.ts'
import type {Surroundings} from './paths.ts'
import type {Said} from './read-variables.ts'
import {variables} from './variables.ts'

/** Variables of the environment that look like Parrot's and are not. What the host gives to plugins is none of them. */
export function strangeVariables(env: Surroundings['env']): readonly Problem[] {
  return Object.keys(env)
    .filter((name) => /^PARROT_(?!(?:INPUT_|CALL_ID$|PLUGIN$))/.test(name) && !variables.has(name))
    .map((name) => unknown(name, 'the environment'))
}

/** A file lies where this says, so no file can say it. */
export const heardFrom = (name: string) => variables.has(name) && name !== 'PARROT_HOME'

/** Lines of a config.env that nobody hears. */
export const strangers = (file: string, {lines}: EnvFile) =>
  lines.filter(({name}) => !heardFrom(name)).map(({name, line}) => unknown(name, `${file}:${line}`))

function unknown(name: string, from: string): Problem {
  const near = nearest(name, variables.keys())
  return near === undefined
    ? problem('config_variable_unknown', {name, from})
    : problem('config_variable_near', {name, from, near})
}

/** One warning for each that asks for a safeguard to be switched off. */
export function weakening(said: ReadonlyMap<string, Said>): Problem[] {
  return [...said].flatMap(([name, {value, from}]) => {
    const effect = variables.get(name)
    if (effect === undefined || !('always' in effect) || value === '') return []
    return value.toLowerCase() === effect.always ? [] : [problem('config_weakening', {name, from})]
  })
}

/** One warning for each that does nothing where something else does what it did. */
export function elsewhere(said: ReadonlyMap<string, Said>): Problem[] {
  return [...said].flatMap(([name, {from, value}]) => {
    const effect = variables.get(name)
    const {instead} = effect !== undefined && 'later' in effect ? effect : {}
    const off = value === '' || value === 'false'
    return instead === undefined || off ? [] : [problem('config_variable_instead', {name, from, instead})]
  })
}
