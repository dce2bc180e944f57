import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {root} from '../home.ts'

/** Every example there is, by its folder. */
export const examples = readdirSync(join(root, 'examples'), {withFileTypes: true})
  .filter((each) => each.isDirectory())
  .map(({name}) => name)
