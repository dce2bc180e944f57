/** What the service takes away from itself, each with its reason, and what it must not. `system`: it is the machine's, not a user's. */
export function hardening(system: boolean): string {
  return [...everywhere, ...(system ? ofTheSystem : ofAUser), ...leftOut].join('\n')
}

/** The same of the server of a whole machine, which is a user of its own. */
export function hardeningOfMachine(): string {
  return [...always, ...ofTheMachine, ...leftOutOfTheMachine].join('\n')
}

const always = [
  '# What it writes nobody else can read.',
  'UMask=0077',
  '# No memory with keys in it is left behind when something crashes.',
  'LimitCORE=0',
  '# A connection is a descriptor.',
  'LimitNOFILE=65536',
]

const everywhere = [
  ...always,
  '# Nothing that runs here gains rights by being setuid; sudo does not work either (the plugin service asks polkit).',
  'NoNewPrivileges=yes',
  'RestrictSUIDSGID=yes',
  '# Nothing here is for another processor, needs real-time scheduling, or another personality of the kernel.',
  'SystemCallArchitectures=native',
  'RestrictRealtime=yes',
  'LockPersonality=yes',
  '# The network and the sockets of this machine; no raw packets, no Bluetooth. The sandbox sets up its loopback by netlink.',
  'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
]

const ofTheSystem = [
  '# /usr, /boot and /etc are read-only for it and all it runs. What changes the system (system_update) is then for a terminal or',
  '# cron; to let agents do it: systemctl edit parrot-mcp.service, with [Service] and ProtectSystem=no.',
  'ProtectSystem=full',
  '# It loads no module of the kernel.',
  'ProtectKernelModules=yes',
]

const ofAUser = [
  '# ProtectSystem and its like need a user namespace around the whole service, and a user cannot write to the system anyway.',
]

const ofTheMachine = [
  '# None of root’s capabilities, for it and all it runs. The sandbox has its own, within its namespaces.',
  'CapabilityBoundingSet=',
  '# /usr, /boot and /etc are read-only for it and all it runs.',
  'ProtectSystem=full',
  '# What it leaves in memory that processes share goes with it.',
  'RemoveIPC=yes',
]

const leftOut = [
  '# Left out, because the sandbox in which every plugin runs is made of namespaces of its own: RestrictNamespaces, PrivateUsers,',
  '# SystemCallFilter (it mounts and pivots), ProtectProc, ProtectKernelTunables and ProtectKernelLogs (a /proc with something',
  '# mounted over it cannot be mounted anew). MemoryDenyWriteExecute: JavaScript is compiled while it runs. ProtectHome: plugins',
  '# that may look at a home are held by their own permissions.',
  '',
]

const leftOutOfTheMachine = [
  '# Left out, because crontab(1), by which people change the schedule, is setgid: NoNewPrivileges, and what implies it for a service',
  '# with User= (RestrictSUIDSGID, RestrictAddressFamilies, RestrictRealtime, SystemCallArchitectures, LockPersonality, PrivateDevices,',
  '# ProtectKernelModules and others). Where all entries are timers: systemctl edit parrot-mcp.service, with [Service] and',
  '# NoNewPrivileges=yes.',
  ...leftOut,
]
