import {definePlugin} from './parrot-plugin.js'

type Input = {readonly who: string}
type Config = {readonly GREETING: string}

// Parrot's Node runs this file as it is: types are taken off, nothing is built.
await definePlugin<Input, Config>(({input, config, log}) => {
  log('info', `greeting ${input.who}`)
  return `${config.GREETING}, ${input.who}\n`
})
