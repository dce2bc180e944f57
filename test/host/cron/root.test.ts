import {spawnSync} from 'node:child_process'
import {mkdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {newHome, root} from '../../home.ts'

/** Everything that is the system's to start by itself, by name, date and content. */
const systems =
  'find /etc/crontab /etc/cron.* /etc/anacrontab /etc/systemd -type f -exec stat -c "%n %Y" {} + -exec cat {} + 2>&1'

needs('crontab', 'apt-get install cron')('root', () => {
  test.runIf(process.getuid?.() === 0)(
    'has a crontab of its own, and what is the system’s stays as it is',
    () => {
      const {home} = newHome()
      mkdirSync(join(home, 'spool'))
      // In a place of this test's own: nobody's crontab but the one that is made here is there.
      const script = `
      mount --bind "$HOME/spool" /var/spool/cron && mkdir -m 1730 /var/spool/cron/crontabs &&
        chgrp crontab /var/spool/cron/crontabs || exit 9
      before=$(${systems})
      "$NODE" "$PARROT" setup_cron --grant --json >/dev/null 2>&1 || exit 8
      crontab -l
      ls /var/spool/cron/crontabs
      [ "$before" = "$(${systems})" ] || exit 7
      "$NODE" "$PARROT" setup_cron uninstall --json >/dev/null 2>&1 || exit 6
      ls /var/spool/cron/crontabs`
      const env = {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        HOME: home,
        PARROT_HOME: home,
        NODE: process.execPath,
        PARROT: join(root, 'bin/parrot'),
      }
      const argv = ['-m', '--propagation', 'private', 'bash', '-c', script]
      const {status, stdout} = spawnSync('unshare', argv, {env, encoding: 'utf8'})
      expect(status).toBe(0)
      expect(stdout).toMatch(
        /^# BEGIN parrot\n[\s\S]* cron run health_check\n[^\n]* cron run system_update\n# END parrot\nroot\n$/,
      )
    },
  )
})
