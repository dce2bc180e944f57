import {join} from 'node:path'
import {pathsFor, type Paths, type Surroundings} from '../../config/paths.ts'
import {commandWords} from '../cron/line.ts'
import {quoted} from '../cron/units.ts'
import {hardening} from './hardening.ts'
import {serverPlace, type ServerPlace} from './place.ts'

export type Here = {readonly around: Surroundings; readonly paths: Pick<Paths, 'state'>}

export const unitName = 'parrot-mcp.service'
const sockets = ['parrot-mcp.socket', 'parrot-mcp-http.socket'] as const
export const unitNames = [...sockets, unitName] as const

/** Root's are the system's, anybody else's are their own. */
export function unitFolder({around: {uid, env, home}}: Here): string {
  if (uid === 0) return '/etc/systemd/system'
  const config = env['XDG_CONFIG_HOME']
  return join(config?.startsWith('/') ? config : join(home, '.config'), 'systemd/user')
}

/** The units that have systemd start, watch and listen for this home's server: the path of each file, and its text. */
export function serverUnits(here: Here, drainSeconds: number): ReadonlyMap<string, string> {
  const place = unitPlace(here)
  const texts = [
    socketUnit(here, place, {path: place.socket, name: 'mcp'}),
    socketUnit(here, place, {path: place.http, name: 'http'}),
    serviceUnit(here, drainSeconds),
  ]
  return new Map(unitNames.map((name, at) => [join(unitFolder(here), name), texts[at] ?? '']))
}

/** The first line of each: whose it is. */
export function markOf({paths}: Here): string {
  return `# written by parrot server install, which also changes it; of ${JSON.stringify(paths.state)}`
}

/** Where the server is once systemd starts it, which has its own word on XDG_RUNTIME_DIR. */
export function unitPlace({around}: Here): ServerPlace {
  const runtime = around.uid === 0 ? undefined : `/run/user/${around.uid}`
  return serverPlace(pathsFor({...around, env: {...around.env, XDG_RUNTIME_DIR: runtime}}))
}

function socketUnit(here: Here, {folder}: ServerPlace, {path, name}: {path: string; name: string}): string {
  return `${markOf(here)}
# systemd listens, so that who connects while the server starts or restarts waits and is not refused.

[Unit]
Description=Parrot: ${name === 'mcp' ? 'agents' : 'agents over HTTP'}

[Socket]
ListenStream=${escaped(path)}
FileDescriptorName=${name}
Service=${unitName}
# Nobody else comes near: the kernel holds the folder ${escaped(folder)} and the socket closed.
DirectoryMode=0700
SocketMode=0600
# Who connects when it is gone for good is told that nothing is there, not that nobody answers.
RemoveOnStop=yes

[Install]
WantedBy=sockets.target
`
}

function serviceUnit(here: Here, drainSeconds: number): string {
  const {around} = here
  return `${markOf(here)}

[Unit]
Description=Parrot: the MCP server
Requires=${sockets.join(' ')}
After=${sockets.join(' ')}

[Service]
${surroundingsOf(here)}
${serviceLines(serverWords(around), drainSeconds)}

${hardening(around.uid === 0)}
[Install]
WantedBy=${around.uid === 0 ? 'multi-user.target' : 'default.target'}
`
}

/** How systemd starts, watches, reloads and ends a server by these words. */
export function serviceLines(words: readonly string[], drainSeconds: number): string {
  return `# The server says itself when it answers, reloads and ends; nobody else may say so for it.
Type=notify
NotifyAccess=main
# It says twice in that time that it is well; one that does not is ended and started anew.
WatchdogSec=30
ExecStart=${words.map(quoted).join(' ')}
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=1
# Only the server is told to end; it ends what runs for it, and what is left after that time is killed.
KillMode=mixed
TimeoutStopSec=${drainSeconds + 15}
# A plugin that takes too much memory is ended, and the server goes on.
OOMPolicy=continue`
}

/** What a started Parrot needs to know of where it lives. */
function surroundingsOf(here: Here): string {
  const [, , ...words] = commandWords(here, [])
  const set = words.filter((word) => /^[A-Z_]+=/.test(word))
  const lines = set.map((word) => `Environment=${quoted(word).replaceAll('$$', '$')}`)
  return [
    ...lines,
    '# Whatever else serves the whole machine: this is a server of its own, and no client of that one.',
    'Environment=PARROT_SYSTEM=0',
  ].join('\n')
}

export const serverWords = ({root}: Pick<Surroundings, 'root'>) => [
  process.execPath,
  join(root, 'bin', 'parrot'),
  'server',
  'start',
  '--foreground',
]

const escaped = (path: string) => path.replaceAll('%', '%%')
