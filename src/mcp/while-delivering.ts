import type {Parrot} from '../host/parrot.ts'

/** Subscribers are told of events as they come, and old ones are cut away, while a server is at work; it does not wait for them, nor fail with them. */
export async function whileDelivering<T>(
  {delivery, keepUp}: Pick<Parrot, 'delivery' | 'keepUp'>,
  work: () => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const telling = delivery()
    .then((open) => open.forever(over.signal))
    .catch(() => {})
  const keeping = keepUp(over.signal).catch(() => {})
  try {
    return await work()
  } finally {
    over.abort()
    await Promise.all([telling, keeping])
  }
}
