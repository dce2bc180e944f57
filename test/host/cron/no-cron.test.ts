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
  exec setpriv --reuid="$UID_" --regid="$UID_" --clear-groups -- "$@"`

needs('crontab', 'apt-get install cron')('status', () => {
  test.runIf(process.getuid?.() === 0).each([
    ['systemd', /systemctl enable --now cron.*setup_cron --systemd/],
    ['another init', /service cron start(?!.*(?:systemctl|--systemd))/],
  ])('where no cron runs on a machine of %s, what works there is advised', (booted, advice) => {
    const home = user.newHome()
    expect(user.parrot(home, ['setup_cron', 'add', 'hello', '--at', 'daily', '--role', 'admin']).status).toBe(
      0,
    )
    const {root, node} = user.program()
    const command = [node, join(root, 'bin/parrot'), 'setup_cron', 'status']
    const {status, stdout, stderr} = spawnSync(
      'unshare',
      ['-m', '-p', '-f', '--mount-proc', '--propagation', 'private', 'bash', '-c', inside, '-', ...command],
      {
        env: {...process.env, HOME: home, PARROT_HOME: home, BOOTED: booted, UID_: String(user.uid)},
        encoding: 'utf8',
      },
    )
    expect(status).toBe(3)
    expect((stdout + stderr).replaceAll(/\s+/g, ' ')).toMatch(advice)
    expect(user.parrot(home, ['setup_cron', 'uninstall']).status).toBe(0)
  })
})
