/**
 * How often something is done to a program that must not mind: `every` in each run, `full` by `npm run soak`. What only rarely goes wrong
 * needs hours; what every change waits for has minutes.
 */
export const times = (every: number, full: number) =>
  process.env['PARROT_SOAK'] === undefined ? every : full
