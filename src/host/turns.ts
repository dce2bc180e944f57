/** Who waits: a caller, and which of their connections. */
export type Who = {readonly caller: string; readonly connection: object}

/** Those who wait, each with what lets them go. */
export type Turns = {
  readonly add: (who: Who, go: () => void) => void
  readonly remove: (who: Who, go: () => void) => void
  /** Takes out the next one of those callers who may; undefined where there is none. */
  readonly next: (
    may: (caller: string) => boolean,
  ) => {readonly who: Who; readonly go: () => void} | undefined
  /** How many of a caller's wait. */
  readonly of: (caller: string) => number
}

/** A turn for each caller, and of a caller's turns one for each of their connections; on one connection who came first goes first. */
export function turns(): Turns {
  const callers = new Map<string, Map<object, Set<() => void>>>()
  const drop = ({caller, connection}: Who, go: () => void) => {
    const connections = callers.get(caller)
    const all = connections?.get(connection)
    all?.delete(go)
    if (all?.size === 0) connections?.delete(connection)
    if (connections?.size === 0) callers.delete(caller)
  }
  return {
    add: ({caller, connection}, go) => {
      const connections = callers.get(caller) ?? new Map<object, Set<() => void>>()
      callers.set(caller, connections.set(connection, (connections.get(connection) ?? new Set()).add(go)))
    },
    remove: drop,
    next: (may) => {
      for (const [caller, connections] of callers) {
        const [first] = connections
        const [go] = first?.[1] ?? []
        if (!may(caller) || first === undefined || go === undefined) continue
        const who = {caller, connection: first[0]}
        drop(who, go)
        toTheEnd(callers, caller)
        toTheEnd(connections, first[0])
        return {who, go}
      }
      return undefined
    },
    of: (caller) => [...(callers.get(caller)?.values() ?? [])].reduce((sum, {size}) => sum + size, 0),
  }
}

/** A Map has the order in which things came in. */
function toTheEnd<Key, Value>(map: Map<Key, Value>, key: Key): void {
  const value = map.get(key)
  if (value === undefined) return
  map.delete(key)
  map.set(key, value)
}
