export const factTexts = {
  fact_unavailable: {says: '{fact} cannot be had here: {cause}'},
  fact_slow: {
    says: '{fact} did not answer within {seconds} s.',
    next: 'Look for a device or a program that hangs.',
  },
  mount_slow: {
    says: '{path} did not answer within {seconds} s: the mount hangs.',
    next: 'See whether its server or its FUSE program still runs, or unmount it: umount -l',
  },
  mount_unreadable: {says: '{path} cannot be measured: {cause}'},
  no_pressure: {
    says: 'The kernel keeps no pressure figures.',
    next: 'Start it with psi=1 on its command line, where it was built with PSI.',
  },
  no_systemd: {says: 'systemd does not run this machine.'},
  clock_unsaid: {
    says: 'Nothing here tells whether the clock is set (timesyncd, chrony, timedatectl, busybox).',
    next: 'Install one of them, for example: apt-get install chrony',
  },
  processes_hidden: {
    says: 'The processes of others are hidden from this user (/proc is mounted with hidepid).',
  },
  no_server: {says: "Parrot's server is not installed.", next: 'Start one: parrot server start'},
  no_apt: {says: 'This machine does not install its packages with apt.'},
} as const
