import type {usageTexts as english} from '../en/usage.ts'
import type {Translation} from '../fill.ts'

export const usageTexts = {
  usage_link: {
    says: '{path} ist kein Ordner, oder ein Link führt dorthin.',
    next: 'Nennen Sie den Ordner selbst, wie realpath(1) ihn zeigt.',
  },
  usage_unreadable: {says: '{path} kann nicht angesehen werden: {cause}.'},
  usage_summary: {says: '{under}: {gigabytes} GiB in {entries} Dateien und Ordnern'},
  usage_summary_cut: {
    says: '{under}: mindestens {gigabytes} GiB in {entries} Dateien und Ordnern; Zeit oder Einträge waren vor dem Ende aufgebraucht',
  },
} as const satisfies Translation<typeof english>
