/** Made when it is first asked for, and then kept; `made` asks whether it was. */
export function once<T>(make: () => Promise<T>): {get: () => Promise<T>; made: () => Promise<T> | undefined} {
  let made: Promise<T> | undefined
  return {get: () => (made ??= make()), made: () => made}
}
