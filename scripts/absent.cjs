'use strict'
// Stands in for what is left out of the build; whoever calls it has found a path that Parrot must not take.
const absent = {isWsl: false, default: undefined, __esModule: undefined}

module.exports = new Proxy(absent, {
  get(_, name) {
    if (name in absent || typeof name === 'symbol') return absent[name]
    throw new Error(`${name} is left out of this build`)
  },
})
