import {managerHere} from '../../../../src/host/packages/manager-here.ts'
import type {Change} from '../../../../src/host/packages/manager.ts'

// Has the manager of this machine install the set of argv[3], and prints how that ended.
const [, , logFile = '', changes = '[]'] = process.argv
const doing = {signal: new AbortController().signal, log: () => {}, logFile}
const end = await (await managerHere())?.install(JSON.parse(changes) as Change[], doing)
process.stdout.write(JSON.stringify(end))
