/** Why a call was stopped that had been given so much time and no more. Any other reason is somebody's wish. */
class OutOfTime extends Error {}

/** A signal that ends with `signal`, and after so many milliseconds. `done` lets go of the clock. */
export function withTime(
  signal: AbortSignal,
  ms: number | undefined,
): {readonly signal: AbortSignal; readonly over: () => boolean; readonly done: () => void} {
  if (ms === undefined) return {signal, over: () => false, done: () => {}}
  const own = new AbortController()
  const timer = setTimeout(() => own.abort(new OutOfTime()), ms)
  return {
    signal: AbortSignal.any([signal, own.signal]),
    over: () => own.signal.aborted && !signal.aborted,
    done: () => clearTimeout(timer),
  }
}

/** Was it stopped because its time was over? */
export function isOutOfTime({reason}: AbortSignal): boolean {
  return reason instanceof OutOfTime
}
