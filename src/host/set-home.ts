import {homeOf} from '../config/home-of.ts'
import {places, type Surroundings} from '../config/paths.ts'
import {shellWord} from './shell-word.ts'

const inOrder = ['PARROT_HOME', places.state.variable, 'HOME']

/**
 * What to write before `parrot` to work from the home that keeps its state there: `HOME=/root`. What is set here and would count before
 * that is emptied, which is as good as absent.
 */
export function setHome(state: string, env: Surroundings['env']): string {
  const {variable, says} = homeOf(state, 'state')
  const before = inOrder.slice(0, inOrder.indexOf(variable)).filter((name) => env[name])
  return [...before.map((name) => `${name}=`), `${variable}=${shellWord(says)}`].join(' ')
}
