import {closeSync, ftruncateSync, openSync, writeSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {seekTable} from '../../../plugins/backup/src/embedded/seek-table.ts'
import {forge} from './hostile.ts'
import {newPlace, steps} from './place.ts'

const newest = 'backup-20990101T000000000Z.tar.zst'

test.each([4_000_000, 40_000_000])(
  'a file of holes that says it is a table of %s frames takes no memory',
  async (rows) => {
    const {dir} = newPlace()
    const name = await forge(dir, [{path: 'x', content: 'x'}])
    const size = seekTable([]).length + rows * 8
    const fd = openSync(join(dir, newest), 'w')
    ftruncateSync(fd, size)
    const whole = seekTable([])
    whole.writeUInt32LE(size - 8, 4)
    whole.writeUInt32LE(rows, 8)
    writeSync(fd, whole, 0, 8, 0)
    writeSync(fd, whole, 8, 9, size - 9)
    closeSync(fd)
    const [listed] = await steps([{command: 'list', dir}], {
      before: ['env', 'NODE_OPTIONS=--max-old-space-size=96'],
    })
    expect(listed).toMatchObject({
      archives: [
        {archive: newest, state: 'damaged'},
        {archive: name, state: 'complete'},
      ],
    })
  },
)
