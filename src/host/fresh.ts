import type {Parrot} from './parrot.ts'

/** Rights and plugins are at most this old when a request is decided. Milliseconds. */
const oldest = 200

type Reading = {at: number; under: Promise<unknown> | undefined}

/** A thousand sessions on one host read its files as often as one. */
const readings = new WeakMap<Parrot, Reading>()

/** Takes what the files say now, unless that was looked at a moment ago. */
export async function fresh(parrot: Parrot): Promise<void> {
  const reading = readings.get(parrot) ?? {at: Date.now(), under: undefined}
  readings.set(parrot, reading)
  if (Date.now() - reading.at >= oldest) {
    reading.under ??= parrot.follow().finally(() => {
      reading.at = Date.now()
      reading.under = undefined
    })
  }
  await reading.under
}

type Looks = {running: Promise<unknown>; next: Promise<unknown> | undefined}
const looks = new WeakMap<Parrot, Looks>()

/** Takes what the files say at this moment or later. However many ask while it is looked, one more look serves them all. */
export async function freshNow(parrot: Parrot): Promise<void> {
  const under = looks.get(parrot) ?? {running: Promise.resolve(), next: undefined}
  looks.set(parrot, under)
  under.next ??= under.running.then(() => {
    under.next = undefined
    under.running = parrot.follow().catch(() => {})
    return under.running
  })
  await under.next
}
