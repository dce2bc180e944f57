import {homeOf} from '../config/home-of.ts'
import {shellWord} from './shell-word.ts'

/** What to write before `parrot` to work from the home that keeps its state there: `HOME=/root`. */
export function setHome(state: string): string {
  const {variable, says} = homeOf(state, 'state')
  return `${variable}=${shellWord(says)}`
}
