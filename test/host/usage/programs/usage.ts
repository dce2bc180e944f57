import {userInfo} from 'node:os'
import {root} from '../../../home.ts'
import {called} from '../../called-builtin.ts'

/** Measures a folder as a process of its own. */
const [home = '', under = ''] = process.argv.slice(2)
const {uid, username} = userInfo()
const around = {env: {PARROT_HOME: home}, uid, username, home, cwd: home, root, version: '0.0.0-test'}
const {outcome, output} = await called('disk_usage', around, {values: {under}})
process.stdout.write(`${JSON.stringify({outcome, output})}\n`)
