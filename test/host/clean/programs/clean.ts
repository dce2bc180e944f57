import {userInfo} from 'node:os'
import {root} from '../../../home.ts'
import {called} from '../../called-builtin.ts'

/** Cleans one area as a process of its own, by a clock that is 40 days ahead for tmp, and says how that ended. */
const [home = '', config = '{}', area = 'tmp', command = 'apply'] = process.argv.slice(2)
const {uid, username} = userInfo()
const around = {env: {PARROT_HOME: home}, uid, username, home, cwd: home, root, version: '0.0.0-test'}
const {outcome, output} = await called(`clean_cache_${command}`, around, {
  config: JSON.parse(config) as Record<string, unknown>,
  values: {only: [area]},
  now: Date.now() + (area === 'tmp' ? 40 : 0) * 86_400_000,
})
process.stdout.write(`${JSON.stringify({outcome, output})}\n`)
