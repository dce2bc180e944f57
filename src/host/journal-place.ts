import {join} from 'node:path'
import type {Config} from '../config/config.ts'
import type {Paths} from '../config/paths.ts'
import {journaldSink} from '../events/journald-sink.ts'
import {fileSink, type Sink} from '../events/sink.ts'

export type JournalPlace = {readonly file: string; readonly key: string; readonly sinks: readonly Sink[]}

/**
 * The journal, the host's key, and every place that signed heads go to: a file under the data folder, those that the
 * configuration names, and the system's journal where there is one.
 */
export function journalPlace({state, data, config}: Paths, {audit}: Pick<Config, 'audit'>): JournalPlace {
  const journald = journaldSink()
  const files = [join(data, 'audit-heads.jsonl'), ...audit.heads]
  return {
    file: join(state, 'journal.db'),
    key: join(config, 'host.key'),
    sinks: [...files.map(fileSink), ...(journald ? [journald] : [])],
  }
}
