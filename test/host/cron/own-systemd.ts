/** For bash in a mount namespace of its own: a systemd of the user UID_, on a machine that was started by systemd as far as it can see. */
export const ownSystemd = `
  mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system "$XDG_RUNTIME_DIR" || exit 1
  chown "$UID_" "$XDG_RUNTIME_DIR" && chmod 700 "$XDG_RUNTIME_DIR"
  for group in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
    [ -e $group/cgroup.procs ] && mkdir -p $group/parrot-test && chown -R "$UID_" $group/parrot-test &&
      echo $$ >$group/parrot-test/cgroup.procs
  done 2>/dev/null
  exec setpriv --reuid="$UID_" --regid="$UID_" --clear-groups /lib/systemd/systemd --user`
