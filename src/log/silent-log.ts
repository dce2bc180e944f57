import type {Log} from './log.ts'

/** For who has no log: a trial, or a home of somebody else's. */
export const silentLog: Log = {
  say: () => {},
  wants: () => false,
  resident: () => {},
  apart: () => true,
  close: async () => {},
}
