import {execFileSync} from 'node:child_process'
import {expect, test} from 'vitest'
import type {StoredEvent} from '../../src/events/journal.ts'
import {csvHeader, csvLine} from '../../src/terminal/csv.ts'
import {newHome} from '../home.ts'
import {needs} from '../needs.ts'
import {atDoor} from './at-door.ts'

const hostile = [
  '=cmd|x',
  '+1',
  '-2',
  '@SUM(A1)',
  '\t=1',
  ' \n=1',
  '＝1',
  '"",""',
  'a\r\nb,c',
  '=HYPERLINK("http://x","y")',
]

const event = (tool: string): StoredEvent => ({
  sequence: 7,
  event_type: 'CALL_FINISHED',
  timestamp: '2026-01-01T00:00:00.000Z',
  payload: {tool, outcome: 'ok', deep: {a: '"'}},
  metadata: {source: 'terminal', correlation_id: 'c'},
  hash: 'f'.repeat(64),
})

needs('python3', 'apt install python3')('csv', () => {
  test('another reader of CSV gets every value whole, and no value is a formula', () => {
    const text = csvHeader + hostile.map((tool) => csvLine(event(tool))).join('')
    const program =
      'import csv,json,sys,io;print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode(),newline="")))))'
    const read = JSON.parse(
      execFileSync('python3', ['-c', program], {input: text, encoding: 'utf8'}),
    ) as Record<string, string>[]
    expect(read.map(({tool}) => tool)).toEqual(
      hostile.map((tool) => (tool.startsWith('"') || tool.startsWith('a') ? tool : `'${tool}`)),
    )
    for (const row of read) {
      expect(row).toMatchObject({sequence: '7', outcome: 'ok', who: '', source: 'terminal'})
      expect(JSON.parse(row['payload'] ?? '')).toMatchObject({deep: {a: '"'}})
      for (const value of Object.values(row)) expect(value).not.toMatch(/^\s*[=+\-@]/)
    }
  })
})

test('events are listed as CSV, with the same filters', async () => {
  const around = newHome()
  await atDoor(around, ['=1+1'])
  const {out} = await atDoor(around, ['events', 'list', '--csv', '--type', '*FINISHED'])
  expect(out).toMatch(
    /^sequence,timestamp,.*,payload\r\n3?\d*,"20.*","CALL_FINISHED","'=1\+1","unknown",.*\r\n$/,
  )
})
