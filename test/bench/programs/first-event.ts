import {callOf, open, placeIn} from '../../events/place.ts'

// What the journal costs a process that writes two events, in milliseconds. Everything is imported before the clock starts.
const marks = [performance.now()]
const mark = () => void marks.push(performance.now())
process.getBuiltinModule('node:crypto').hash('sha256', '')
mark()
const journal = open(placeIn(process.argv[2] ?? ''))
mark()
journal.closeDead()
mark()
const [first, , last] = callOf(`call-${process.pid}-${Date.now()}`)
if (first) await journal.append(first)
mark()
if (last) await journal.append(last)
mark()
journal.close()
mark()
const [crypto, opened, closeDead, one, two, close] = marks.slice(1).map((time, at) => time - (marks[at] ?? 0))
process.stdout.write(JSON.stringify({crypto, open: opened, closeDead, first: one, second: two, close}))
