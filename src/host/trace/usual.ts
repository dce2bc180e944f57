import {within} from '../../rbac/area/fs.ts'

/**
 * What libraries and interpreters look for by themselves, and do without: name services and locales, shells' and readline's
 * settings, what the machine has of processors and memory. A number in /proc is a process of the sandbox, which another of the machine
 * may share.
 */
const places = `
  /etc/ld.so.preload /etc/nsswitch.conf /etc/host.conf /etc/resolv.conf /etc/gai.conf /etc/networks /etc/ethers /etc/netgroup
  /etc/locale.alias /etc/locale.conf /etc/default/locale /etc/timezone /etc/terminfo /etc/inputrc /etc/bash.bashrc /etc/profile
  /etc/selinux /etc/crypto-policies /etc/gnutls /etc/gss /etc/krb5.conf /etc/krb5.conf.d /etc/nscd.conf /etc/magic
  /etc/python3 /etc/perl /etc/php /etc/gitconfig /etc/wgetrc /etc/curlrc /etc/mailcap /etc/mdns.allow /etc/fonts
  /etc/libnl-3 /etc/malloc.conf /etc/suid-debug /etc/sudo.conf /etc/pki/nssdb /etc/ssl/certs /etc/ssl/openssl.cnf /etc/.pwd.lock
  /var/run/nscd /run/nscd /run/systemd/userdb /run/systemd/resolve /var/cache/nscd /selinux
  /sys/fs/cgroup /sys/fs/selinux /sys/devices/system /sys/kernel/mm /sys/kernel/security /sys/class/net
  /dev/tty /dev/console /dev/pts /dev/log /proc/self /proc/thread-self /proc/sys`
  .trim()
  .split(/\s+/)

/** The place that programs look at by themselves, whether a plugin wants it or not, where `path` is one or in one. */
export function usual(path: string): string | undefined {
  return /^\/proc\/\d+(?:\/|$)/.test(path) ? '/proc/<number>' : places.find((place) => within(path, place))
}
