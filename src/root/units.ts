import {dirname, join} from 'node:path'
import type {Surroundings} from '../config/paths.ts'
import {rootSocket} from '../host/root/messages.ts'
import {quoted} from '../host/cron/units.ts'

export const rootUnitNames = ['parrot-root.socket', 'parrot-root.service'] as const

/** The first line of each: who wrote it. */
export const rootMark = '# written by parrot root install, which also changes it'

/** The units that have systemd listen for a server that runs as `user`, and start the helper when it asks: path and text of each. */
export function rootUnits(
  {root}: Pick<Surroundings, 'root'>,
  user: string,
  folder = '/etc/systemd/system',
): ReadonlyMap<string, string> {
  const [socket, service] = rootUnitNames
  const words = [process.execPath, join(root, 'bin', 'parrot'), 'root', 'serve', '--for', user]
  const texts = [socketUnit(user, service), serviceUnit(words.map(quoted).join(' '), socket)]
  return new Map(rootUnitNames.map((name, at) => [join(folder, name), texts[at] ?? '']))
}

function socketUnit(user: string, service: string): string {
  return `${rootMark}

[Unit]
Description=Parrot: what the server of this machine may have done as root

[Socket]
ListenStream=${rootSocket}
FileDescriptorName=root
Service=${service}
# Only the server's user connects; the folder ${dirname(rootSocket)} is root's.
SocketUser=${user}
SocketMode=0600
DirectoryMode=0755
RemoveOnStop=yes

[Install]
WantedBy=sockets.target
`
}

function serviceUnit(command: string, socket: string): string {
  return `${rootMark}

[Unit]
Description=Parrot: runs as root what root has allowed, for the server of this machine
Requires=${socket}
After=${socket}

[Service]
Type=exec
ExecStart=${command}
# What is root's own home of Parrot: what was allowed, and the record of each job.
StateDirectory=parrot-root
StateDirectoryMode=0700
UMask=0077
LimitCORE=0
NoNewPrivileges=yes
# Nothing of a job outlives it.
KillMode=control-group
TimeoutStopSec=35
# Left out: ProtectSystem and its like. A plugin with sys:root is there to change the system; each is held by its own sandbox.
`
}
