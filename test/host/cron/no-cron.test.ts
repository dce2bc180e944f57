import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {cronUser} from './user.ts'

const user = cronUser('nocron')

/** In namespaces of its own no cron runs, whatever the machine has, and systemd is what started it or not. */
const inside = `
  mount -t tmpfs tmpfs /run || exit 1
  [ "$BOOTED" = systemd ] && mkdir -p /run/systemd/system
  [ -z "$NOCRONTAB" ] || mount --bind /dev/null /usr/bin/crontab
  [ -z "$AND_CRON" ] || { cp /bin/sleep /run/cron && /run/cron 600 & }
  exec setpriv --reuid="$UID_" --regid="$UID_" --clear-groups -- "$@"`

const isRoot = process.getuid?.() === 0
const machines = [
  ['systemd', /systemctl enable --now cron.*setup_cron --systemd/, /--systemd/],
  ['another init', /service cron start(?!.*(?:systemctl|--systemd))/, /service cron start(?!.*--systemd)/],
] as const

needs('crontab', 'apt-get install cron')('where no cron runs', () => {
  test.runIf(isRoot).each(machines)('on a machine of %s, what works there is advised', (booted, advice) => {
    const home = user.newHome()
    expect(user.parrot(home, ['setup_cron', 'add', ...entry]).status).toBe(0)
    expect(parrotIn(home, booted, ['setup_cron', 'status'])).toEqual([3, expect.stringMatching(advice)])
    expect(parrotIn(home, booted, ['doctor'])).toEqual([
      3,
      expect.stringMatching(new RegExp(`✗ schedule: No cron daemon runs here, .* → [^✓]*${advice.source}`)),
    ])
    expect(parrotIn(home, booted, ['doctor'], {AND_CRON: 'yes'})[1]).toContain(
      '✓ schedule: cron runs, and starts 1 entry',
    )
    expect(user.parrot(home, ['setup_cron', 'uninstall']).status).toBe(0)
    expect(parrotIn(home, booted, ['doctor'])[1]).not.toContain('schedule:')
  })

  test.runIf(isRoot).each(machines)('nor is there a crontab(1), on one of %s, too', (booted, _, advice) => {
    expect(parrotIn(user.newHome(), booted, ['setup_cron', 'add', ...entry], {NOCRONTAB: 'yes'})[1]).toMatch(
      advice,
    )
  })
})

const entry = ['hello', '--at', 'daily', '--role', 'admin']

/** The exit status, and what is said, unfolded. */
function parrotIn(home: string, booted: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const {root, node} = user.program()
  const command = [node, join(root, 'bin/parrot'), ...args]
  const {status, stdout, stderr} = spawnSync(
    'unshare',
    ['-m', '-p', '-f', '--mount-proc', '--propagation', 'private', 'bash', '-c', inside, '-', ...command],
    {
      env: {
        ...process.env,
        HOME: home,
        PARROT_HOME: home,
        BOOTED: booted,
        UID_: String(user.uid),
        ...more,
      },
      encoding: 'utf8',
    },
  )
  return [status, (stdout + stderr).replaceAll(/\s+/g, ' ')] as const
}
