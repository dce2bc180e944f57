/** The descriptors that the shim starts with. Those of the mounts follow; bubblewrap closes them. */
export const given = {complaints: 2, policy: 3, filter: 4, status: 5, lifeline: 6, report: 7, listener: 8}
export const firstMount = 9

/** The pipes that the shim makes, as it names them. The host opens its ends through /proc. */
export const pipe = {stdin: 10, stdout: 11, stderr: 12, progress: 13}

export type Rlimits = {
  readonly processes: number | 'unlimited'
  readonly openFiles: number
  readonly fileKiB: number | 'unlimited'
  readonly dataKiB: number
  readonly cpuSeconds: number | 'unlimited'
}

export type Start = {
  readonly call: string
  readonly limits: Rlimits
  readonly command: readonly string[]
  /** A command that must succeed first, in the same place but without limits. */
  readonly before?: readonly string[]
  /** A descriptor that `command` keeps, beside 0 to 3. */
  readonly keeps?: number
}

/**
 * The command line of the shim: the small program that stands between Parrot and `command`, in a sandbox as process 1.
 * Whatever happens outside, the end of the lifeline ends it, and with process 1 the kernel ends everything in there.
 */
export function shim({call, limits, command, before = [], keeps = 0}: Start): [string, ...string[]] {
  const {processes, openFiles, fileKiB, dataKiB, cpuSeconds} = limits
  const numbers = [processes, openFiles, fileKiB, dataKiB, cpuSeconds, keeps, before.length].map(String)
  return ['/bin/bash', '-p', '-c', script, `parrot:${call}`, ...numbers, ...before, ...command]
}

/**
 * Bash, for three things that a POSIX shell cannot do without a terminal: job control, which gives the plugin a process
 * group of its own and leaves SIGINT alone, and descriptors above 9.
 *
 * A here-document is a pipe without forking. Real pipes, because what Node gives a child are sockets, and those cannot be
 * opened by name: `echo x > /dev/stderr` would fail. What Parrot has inherited is closed here, in process 1, where a plugin
 * could else open it again through /proc. The plugin starts when the first line, which only the host can write, is in its stdin.
 */
const script = `
exec 10<<. 11<<. 12<<. 13<<.

.

.

.

.
read -r _ <&10; read -r _ <&11; read -r _ <&12; read -r _ <&13
if (($7)); then NODE_CHANNEL_FD=8 "\${@:8:$7}" || exit; fi
for parrot_shim_fd in /proc/self/fd/*; do
  parrot_shim_fd=\${parrot_shim_fd##*/}
  [[ " 0 1 2 6 7 10 11 12 13 $6 " == *" $parrot_shim_fd "* ]] || exec {parrot_shim_fd}>&-
done
ulimit -u "$1"; ulimit -n "$2"; ulimit -f "$3"; ulimit -d "$4"; ulimit -t "$5"; ulimit -c 0
shift "$((7 + $7))"
set -m
{
  exec 14>/proc/self/fd/10 11>/proc/self/fd/11 12>/proc/self/fd/12 13>/proc/self/fd/13 6<&-
  trap : HUP INT QUIT TERM
  unset SHLVL PWD OLDPWD
  echo ready >&7
  read -r _ <&10 || exit
  exec 14>&-
  (exec "$@") <&10 >&11 2>&12 3>&13 7>&- 10<&- 11>&- 12>&- 13>&-
  echo "exit $?" >&7
} 2>/dev/null &
exec 2>/dev/null 7>&-
while read -r _ <&6; do kill -TERM -- -$!; done
kill -KILL -- -$!
`
