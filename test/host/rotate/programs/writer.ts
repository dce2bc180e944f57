import {closeSync, openSync, renameSync, writeFileSync, writeSync} from 'node:fs'

/**
 * A daemon that writes numbered lines to its log until SIGTERM and opens it anew at SIGUSR1, as daemons do; `deaf` does not handle
 * it. Says at its end how many lines it wrote.
 */
const [log = '', pidFile = '', name = 'line', manner = ''] = process.argv.slice(2)
let fd = openSync(log, 'a')
let written = 0
if (manner !== 'deaf')
  process.on('SIGUSR1', () => {
    closeSync(fd)
    fd = openSync(log, 'a')
  })
process.on('SIGTERM', () => {
  process.stdout.write(`${written}\n`)
  process.exit(0)
})
if (pidFile !== '') {
  writeFileSync(`${pidFile}.new`, `${process.pid}\n`)
  renameSync(`${pidFile}.new`, pidFile)
}
process.stdout.write('ready\n')
setInterval(() => {
  for (let n = 0; n < 20; n++) writeSync(fd, `${name} ${written++}\n`)
}, 1)
