'use strict'
// Stands in for what is left out of the build; whoever reaches it has found a path that Parrot must not take.
module.exports = new Proxy(
  {},
  {
    get(_, name) {
      if (name === '__esModule' || name === 'default' || typeof name === 'symbol') return undefined
      throw new Error(`${name} is left out of this build`)
    },
  },
)
