import {problem, says} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {words} from './sudo-words.ts'

type Wanted = {
  readonly unit: readonly string[]
  readonly verb: readonly string[]
  readonly for: string
  readonly with: 'polkit' | 'sudo'
}

/** The file that lets one user do these verbs to these units and nothing else; printed, and put nowhere. */
export const serviceGrant: Builtin = async ({work}) => {
  const wanted = work.values as Wanted
  const output = wanted.with === 'sudo' ? sudoers(wanted) : polkit(wanted)
  return {outcome: 'ok', problems: [], output}
}

/** systemd tells polkit the unit and the verb of each request. */
function polkit(wanted: Wanted): string {
  const {for: user} = wanted
  const file = `/etc/polkit-1/rules.d/49-parrot-${user}.rules`
  const granted = pairs(wanted).map(({verb, unit}) => `${verb} ${unit}`)
  return `// ${says(problem('service_grant_polkit', {user, file}))}
polkit.addRule(function (action, subject) {
  var granted = ${JSON.stringify(granted)}
  if (action.id !== 'org.freedesktop.systemd1.manage-units' || subject.user !== ${JSON.stringify(user)}) return
  if (granted.indexOf(action.lookup('verb') + ' ' + action.lookup('unit')) >= 0) return polkit.Result.YES
})
`
}

function sudoers(wanted: Wanted): string {
  const {for: user} = wanted
  // sudo skips files with a dot in their name.
  const file = `/etc/sudoers.d/parrot-${user.replaceAll('.', '_')}`
  const lines = pairs(wanted).map(({verb, unit}) => `${user} ALL=(root) NOPASSWD: ${command(verb, unit)}\n`)
  return `# ${says(problem('service_grant_sudo', {user, file}))}\n${lines.join('')}`
}

/** What means something to sudo in a command's words is escaped; a unit's name can hold a colon. */
function command(verb: string, unit: string): string {
  return words(verb, unit)
    .map((word) => word.replaceAll(/[,:=\\]/g, String.raw`\$&`))
    .join(' ')
}

const pairs = ({unit: units, verb: verbs}: Wanted) =>
  units.flatMap((unit) => verbs.map((verb) => ({verb, unit})))
