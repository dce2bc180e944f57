import {within} from './area/fs.ts'

/** The kernel, what runs, how the machine starts, passwords, who may become root: closed even for reading. */
const never = words(`
  /proc /sys /dev /run /var/run /boot
  /etc/shadow /etc/shadow- /etc/gshadow /etc/gshadow- /etc/security/opasswd /etc/sudoers /etc/sudoers.d`)
const keys = /\/\.ssh(\/|$)|^\/etc\/ssh\/ssh_host_[^/]*_key$/

/** What root, or the next login, will run or believe. */
const roots = words(`
  /usr /bin /sbin /lib /lib32 /lib64 /libx32
  /var/spool/cron /var/spool/at /var/spool/anacron /var/lib/systemd /var/lib/dpkg
  /etc/systemd /etc/init.d /etc/inittab /etc/apt /etc/udev /etc/modprobe.d /etc/modules-load.d /etc/dbus-1
  /etc/pam.d /etc/security /etc/polkit-1 /etc/ssh /etc/skel /etc/xdg /etc/logrotate.d
  /etc/rc0.d /etc/rc1.d /etc/rc2.d /etc/rc3.d /etc/rc4.d /etc/rc5.d /etc/rc6.d /etc/rcS.d
  /etc/passwd /etc/group /etc/environment /etc/bash.bashrc`)
/** `/etc/cron*`, `/etc/ld.so*`, … */
const rootBeginnings = words('/etc/cron /etc/anacrontab /etc/ld.so /etc/profile /etc/rc. /etc/zsh /etc/sudo')
/** In anyone's home: what a shell, or the session, starts by itself. */
const started = words(`
  .bash_profile .bash_login .bash_logout .bashrc .profile .zshrc .zshenv .zprofile .zlogin .zlogout .kshrc .cshrc
  .tcshrc .login .xinitrc .xprofile .xsession .xsessionrc .pam_environment
  .config/systemd .config/autostart .config/environment.d .config/fish`)
const home = /^\/(root|home|home\/[^/]+)$/

/**
 * Is `path` closed to every plugin: the root folder, one that is never grantable, a key, or Parrot's `own`
 * state?
 */
export function neverGrantable(path: string, own: readonly string[] = []): boolean {
  if (path === '/' || keys.test(path)) return true
  return [...never, ...own].some((closed) => within(path, closed))
}

/** Can whoever writes `path`, or anything below it, become root or change what Parrot itself has in `own`? */
export function needsRoot(path: string, own: readonly string[] = []): boolean {
  if (home.test(path) || path.endsWith('/.config')) return true
  if (started.some((name) => `${path}/`.includes(`/${name}/`))) return true
  if (rootBeginnings.some((beginning) => path.startsWith(beginning))) return true
  return [...roots, ...never, ...own].some((open) => within(path, open) || within(open, path))
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
