import {existsSync, readFileSync} from 'node:fs'
import {problem, type Problem} from '../text/problem.ts'

type Setting = {readonly file: string; readonly closed: string; readonly command: string}

const settings: readonly Setting[] = [
  {
    file: 'kernel/unprivileged_userns_clone',
    closed: '0',
    command: 'sudo sysctl -w kernel.unprivileged_userns_clone=1',
  },
  {file: 'user/max_user_namespaces', closed: '0', command: 'sudo sysctl -w user.max_user_namespaces=15000'},
  {
    file: 'kernel/apparmor_restrict_unprivileged_userns',
    closed: '1',
    command:
      'sudo apt install apparmor-profiles && sudo cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/ && sudo apparmor_parser -r /etc/apparmor.d/bwrap-userns-restrict',
  },
]

const inContainer =
  'docker run --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined'

/** Why bubblewrap, which complained so, does not work on this machine, and the one command that mends it. */
export function causeOf(complaint: string, uid: number, sysctls = '/proc/sys', root = ''): Problem {
  const [, option] = /Unknown option (\S+)/.exec(complaint) ?? []
  if (option !== undefined) return problem('bwrap_old', {option, command: installing('bubblewrap', uid)})
  const [, file] = /^spawn (.+) EACCES$/.exec(complaint) ?? []
  if (file !== undefined)
    return problem('bwrap_mode', {file, command: `${uid === 0 ? '' : 'sudo '}chmod 755 ${file}`})
  const closed =
    uid === 0 ? undefined : settings.find(({file, closed}) => read(`${sysctls}/${file}`) === closed)
  if (closed) {
    const setting = `${closed.file.replace('/', '.')} = ${closed.closed}`
    return problem('bwrap_setting', {setting, command: closed.command})
  }
  if (existsSync(`${root}/.dockerenv`) || existsSync(`${root}/run/.containerenv`)) {
    return problem('bwrap_container', {cause: complaint, command: inContainer})
  }
  return problem('bwrap_failed', {
    cause: complaint,
    command: 'bwrap --ro-bind / / --unshare-all --proc /proc true',
  })
}

const installers: readonly (readonly [family: RegExp, command: string])[] = [
  [/debian|ubuntu/, 'apt install'],
  [/fedora|rhel|centos/, 'dnf install'],
  [/alpine/, 'apk add'],
  [/arch/, 'pacman -S'],
  [/suse/, 'zypper install'],
]

/** The command that installs a package on this machine. */
export function installing(name: string, uid: number, release = read('/etc/os-release') ?? ''): string {
  const family = [...release.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].map(([, id]) => id).join(' ')
  const [, command] = installers.find(([pattern]) => pattern.test(family)) ?? ['', 'apt install']
  return `${uid === 0 ? '' : 'sudo '}${command} ${name}`
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}
