import {problem} from '../../text/problem.ts'
import {problemOf, type Answer} from '../answer.ts'
import {check, type Check} from '../doctor/check.ts'
import {configuration} from '../doctor/configuration.ts'
import {delivery} from '../doctor/delivery.ts'
import {journal} from '../doctor/journal.ts'
import {key} from '../doctor/key.ts'
import {plugins} from '../doctor/plugins.ts'
import {schedule} from '../doctor/schedule.ts'
import {sandbox} from '../doctor/sandbox.ts'
import type {Host, Operation} from '../operation.ts'
import type {Work} from '../walk.ts'

type Look = (host: Host, work: Work) => Check[] | Promise<Check[]>

/** Nothing else can be looked at then. */
const noHome: ReadonlySet<string> = new Set(['home_foreign', 'home_link', 'home_no_folder', 'home_unmade'])

/** Is everything here that Parrot needs? Runs also while the configuration is broken, and says what to mend. */
export const doctor: Operation = {
  tool: 'doctor',
  permissions: [],
  changes: false,
  always: true,
  run: async (host, work) => {
    const unusable = work.world.problems.some(({code}) => noHome.has(code))
    const looks = Object.entries(
      unusable
        ? {node, configuration}
        : {node, configuration, plugins, sandbox, key, journal, delivery, schedule, root},
    )
    return answer((await Promise.all(looks.map(([name, look]) => looked(name, look, host, work)))).flat())
  },
}

function answer(checks: readonly Check[]): Answer {
  const failed = checks.some(({status}) => status === 'fail')
  return {outcome: failed ? 'findings' : 'ok', problems: [], output: {checks}}
}

/** What is broken enough to throw is what the doctor was asked about. */
async function looked(name: string, look: Look, host: Host, work: Work): Promise<Check[]> {
  try {
    return await look(host, work)
  } catch (cause) {
    return [check(name, 'fail', problemOf(cause))]
  }
}

function node(): Check[] {
  return [check('node', 'ok', problem('doctor_node', {version: process.versions.node}))]
}

/** Only where the server of a machine has a helper that runs as root, and in the home of root's that says what that may do. */
async function root(host: Host): Promise<Check[]> {
  const {lookAtRoot} = await import('../root/look-root.ts')
  return (await lookAtRoot(host)).map(({status, about}) => check('root', status, about))
}
