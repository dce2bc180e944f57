/**
 * How often something is done to a program that must not mind: `every` in each run, `full` by `npm run soak`. What only rarely goes wrong
 * needs hours; what every change waits for has minutes.
 */
export const times = (every: number, full: number) =>
  process.env['PARROT_SOAK'] === undefined ? every : full

/** The same in each run, so that what a run finds is what was changed; another one each time in a soak. */
export const seedOf = (fixed: number) =>
  Number(process.env['PARROT_SEED'] ?? times(fixed, Date.now() % 1_000_000))
