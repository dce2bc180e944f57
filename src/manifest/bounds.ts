type Bounds = {readonly minimum?: number | undefined; readonly maximum?: number | undefined}

/** `what` within its bounds, as a person says it: `a whole number from 1 to 100`. */
export function bounded(what: string, {minimum, maximum}: Bounds): string {
  if (minimum !== undefined && maximum !== undefined) return `${what} from ${minimum} to ${maximum}`
  if (minimum !== undefined) return `${what} of at least ${minimum}`
  return maximum === undefined ? what : `${what} of at most ${maximum}`
}
