import {join} from 'node:path'
import {defaults} from '../../../src/config/config.ts'
import {retain} from '../../../src/host/retention/retain.ts'
import {open, placeIn} from '../place.ts'

/** Archives and cuts away so many events of the journal in a folder; says when it begins and what it did. */
const [folder = '', count = '0'] = process.argv.slice(2)
const journal = open(placeIn(folder))
const needed = (journal.lastCut()?.sequence ?? 0) + Number(count)
process.stdout.write('begins\n')
const retained = await retain(
  {
    journal,
    paths: {state: join(folder, 'state')},
    audit: {...defaults.audit, archive: join(folder, 'archive')},
    by: 'anna',
    signal: new AbortController().signal,
    needed: async () => needed,
  },
  {since: Date.parse('2100-01-01T00:00:00Z')},
)
journal.close()
process.stdout.write(`${JSON.stringify(retained)}\n`)
