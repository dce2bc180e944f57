import {rmSync, writeFileSync} from 'node:fs'
import {snapshot} from '../../../../plugins/dump_sqlite/src/snapshot.ts'

/** Copies the database `source` to `target` again and again for so many milliseconds. Ends with what the first failure said, if one failed. */
const [source = '', target = '', ms = '0'] = process.argv.slice(2)
const until = performance.now() + Number(ms)
while (performance.now() < until) {
  writeFileSync(target, '')
  await snapshot({source, target, waitMs: 10_000, tell() {}})
  rmSync(target)
}
