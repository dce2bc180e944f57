import {definePlugin} from './parrot-plugin.js'

await definePlugin(({input, config, log}) => {
  log('info', `greeting ${input.who}`)
  return `${config.GREETING}, ${input.who}\n`
})
