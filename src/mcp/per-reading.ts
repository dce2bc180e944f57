import type {Parrot} from '../host/parrot.ts'
import type {Principal} from '../rbac/decision.ts'

/** What `make` makes for one caller, made once for all of their sessions as long as nothing was read anew. */
export function perReading<T>(make: (parrot: Parrot, by: Principal) => T): typeof make {
  const made = new WeakMap<object, Map<string, T>>()
  return (parrot, by) => {
    const all = made.get(parrot.reading) ?? new Map<string, T>()
    made.set(parrot.reading, all)
    const who = JSON.stringify(by)
    const one = all.get(who) ?? make(parrot, by)
    all.set(who, one)
    return one
  }
}
