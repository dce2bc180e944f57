import {userInfo} from 'node:os'
import {root} from '../../../home.ts'
import {called} from '../../called-builtin.ts'

/** Rotates every log of a folder once, as a process of its own, and says how that ended. */
const [home = '', logs = '', config = '{}', force = 'force'] = process.argv.slice(2)
const {uid, username} = userInfo()
const around = {env: {PARROT_HOME: home}, uid, username, home, cwd: home, root, version: '0.0.0-test'}
const {outcome, problems, output} = await called('log_rotate', around, {
  config: {LOG_DIR: logs, ...(JSON.parse(config) as object)},
  values: {force: force === 'force'},
})
process.stdout.write(JSON.stringify({outcome, codes: problems.map(({code}) => code), output}))
