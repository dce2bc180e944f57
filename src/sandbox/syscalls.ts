/** What a system call is called by: on x86-64 and on arm64, undefined where there is none. */
type Numbers = readonly [x64: number, arm64?: number]

/** Answered with EPERM: nothing that a plugin may do needs them, and each has been a way out of a sandbox or into the kernel. */
export const refused: Readonly<Record<string, Numbers>> = {
  // other processes
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  // mounts and namespaces
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  unshare: [272, 97],
  setns: [308, 268],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  // programs in the kernel, and its other engines
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  fanotify_init: [300, 262],
  // keys of the session that started Parrot
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  // the machine
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  swapon: [167, 224],
  swapoff: [168, 225],
  acct: [163, 89],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  clock_adjtime: [305, 266],
  adjtimex: [159, 171],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  syslog: [103, 116],
  vhangup: [153, 58],
  // old, odd, or only of use against the kernel
  iopl: [172],
  ioperm: [173],
  modify_ldt: [154],
  personality: [135, 92],
  lookup_dcookie: [212, 18],
  nfsservctl: [180, 42],
  move_pages: [279, 239],
  migrate_pages: [256, 238],
  mbind: [237, 235],
  set_mempolicy: [238, 237],
  set_mempolicy_home_node: [450, 450],
}

/**
 * Answered with ENOSYS, as an older kernel would, so that programs take their other way: clone3 hides its flags from a
 * filter, and the others make memory that no limit here counts.
 */
export const absent: Readonly<Record<string, Numbers>> = {
  clone3: [435, 435],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  shmget: [29, 194],
  msgget: [68, 186],
  semget: [64, 190],
}

/** Absent where a plugin may make no program that runs as its owner: the mode is behind a pointer, where no filter sees it. */
export const absentUnlessRoot: Readonly<Record<string, Numbers>> = {openat2: [437, 437]}

/** They give a file a mode: the number of that argument, and of the flags without which it means nothing. */
export const givesMode: Readonly<
  Record<string, {readonly call: Numbers; readonly mode: number; readonly flags?: number}>
> = {
  chmod: {call: [90], mode: 1},
  fchmod: {call: [91, 52], mode: 1},
  fchmodat: {call: [268, 53], mode: 2},
  fchmodat2: {call: [452, 452], mode: 2},
  open: {call: [2], mode: 2, flags: 1},
  openat: {call: [257, 56], mode: 3, flags: 2},
  creat: {call: [85], mode: 1},
  mkdir: {call: [83], mode: 1},
  mkdirat: {call: [258, 34], mode: 2},
  mknod: {call: [133], mode: 1},
  mknodat: {call: [259, 33], mode: 2},
}

/** Allowed, but for some of their arguments. */
export const partly = {
  clone: [56, 220],
  ioctl: [16, 29],
  socket: [41, 198],
  socketpair: [53, 199],
} as const satisfies Record<string, Numbers>

/** removexattrat, Linux 6.13. What came later is not judged here yet, so it does not exist. */
export const newest = 466
