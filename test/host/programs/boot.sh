#!/bin/sh
# A real systemd, as the first process of namespaces of its own: units from $1, and nothing of the machine's. The machine's
# processes, mounts and cgroups are not touched; /tmp is shared. Parrot is where every user can read it, whatever stands above
# it. With `own` for $4 all that is written elsewhere goes to memory, so that packages can be installed for real.
set -eu
units=$1 checkout=$2 node=$3 root=
if [ "${4:-}" = own ]; then
  mkdir "$units/over"
  mount -t tmpfs tmpfs "$units/over"
  mkdir "$units/over/up" "$units/over/work" "$units/over/root"
  root=$units/over/root
  mount -t overlay -o "lowerdir=/,upperdir=$units/over/up,workdir=$units/over/work" overlay "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --rbind /sys "$root/sys"
  mount --bind /tmp "$root/tmp"
fi
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/var/log"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mkdir -p "$root/run/systemd/system" "$root/run/dbus" "$root/run/lock" "$root/run/checkout"
mount --bind "$checkout" "$root/run/checkout"
touch "$root/run/node"
mount --bind "$node" "$root/run/node"
for folder in /etc/polkit-1/rules.d /etc/sudoers.d; do
  mkdir -p "$root$folder"
  mount -t tmpfs -o mode=755 tmpfs "$root$folder"
done
export container=parrot SYSTEMD_UNIT_PATH="$units" SYSTEMD_LOG_TARGET=console
exec chroot "$root/" /lib/systemd/systemd --system --show-status=no
