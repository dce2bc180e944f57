import {join} from 'node:path'
import type {Surroundings} from '../../config/paths.ts'
import {quoted} from '../cron/units.ts'
import {hardeningOfMachine} from './hardening.ts'
import {serviceLines, serverWords, unitName} from './unit.ts'

/** The account of the machine's server, its home, and where people find it. */
export const machineServer = {account: 'parrot', home: '/var/lib/parrot', people: '/run/parrot'} as const

/** The first line of each file: whose it is. */
export const machineMark = '# written by parrot server install --system, which also changes it'

export const accountFile = '/etc/sysusers.d/parrot-mcp.conf'

/** What makes a server for the whole machine of this one: the path of each file, and its text. */
export function machineUnits(
  around: Pick<Surroundings, 'root'>,
  drainSeconds: number,
): ReadonlyMap<string, string> {
  return new Map([
    [accountFile, accountText()],
    [join('/etc/systemd/system', unitName), serviceText(around, drainSeconds)],
  ])
}

/** sysusers.d(5); with a shell that lets nobody in. */
function accountText(): string {
  const {account, home} = machineServer
  return `${machineMark}
# The server’s own user: nobody else can write its files, so roles bind everybody on the machine.
u ${account} - "Parrot, the server of this machine" ${home} /usr/sbin/nologin
`
}

function serviceText({root}: Pick<Surroundings, 'root'>, drainSeconds: number): string {
  const {account, home, people} = machineServer
  const set = [`PARROT_HOME=${home}`, `PARROT_PEOPLE=${people}`]
  return `${machineMark}

[Unit]
Description=Parrot: the server of this machine

[Service]
# Roles bind everybody, because nobody but this user can write its files.
User=${account}
${set.map((one) => `Environment=${quoted(one)}`).join('\n')}
# It reads in the system's journal: what units logged, for those whose role allows it, and the heads of its own record that it sent there.
SupplementaryGroups=systemd-journal
# Its home, closed to everybody else; systemd makes it, and it stays when this is uninstalled.
StateDirectory=parrot
StateDirectoryMode=0700
# The sockets lie in it: people may enter and not write.
RuntimeDirectory=parrot
RuntimeDirectoryMode=0755
# While it is away people are told so, and not taken for ones without a server.
RuntimeDirectoryPreserve=yes
${serviceLines(serverWords({root}), drainSeconds)}

${hardeningOfMachine()}
[Install]
WantedBy=multi-user.target
`
}
