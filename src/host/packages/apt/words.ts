/** The update that is meant: newer versions and what they newly need. It never takes a package away. */
export const upgrade = ['upgrade', '--with-new-pkgs'] as const

/** For what only looks: no lock is waited for, and none is needed. */
export const looking = ['--option=Debug::NoLocking=1'] as const

const seconds = 60

/**
 * For what changes: never a question, a conffile that somebody changed stays as it is, and what was fetched is kept, since it
 * is the way back of the next update.
 */
export const changing = [
  '--yes',
  '--quiet',
  `--option=DPkg::Lock::Timeout=${seconds}`,
  '--option=Dpkg::Use-Pty=0',
  '--option=Dpkg::Options::=--force-confdef',
  '--option=Dpkg::Options::=--force-confold',
  '--option=APT::Keep-Downloaded-Packages=true',
] as const

/** For maintainer scripts and hooks: nobody is there to answer, and no service is restarted but by its own package. */
export const unattended = {
  DEBIAN_FRONTEND: 'noninteractive',
  UCF_FORCE_CONFFOLD: '1',
  APT_LISTCHANGES_FRONTEND: 'none',
  NEEDRESTART_MODE: 'l',
  HOME: '/root',
} as const
