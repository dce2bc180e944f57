import {existsSync} from 'node:fs'
import type {PackageManager} from '../manager.ts'
import {download, refresh} from './fetch.ts'
import {holder} from './holder.ts'
import {install} from './install.ts'
import {installed, installedSince} from './installed.ts'
import {bytesToFetch, pending} from './pending.ts'
import {goBack, older, wayBack} from './way-back.ts'

/** Arch Linux and what is made of it. */
export const pacman: PackageManager = {
  name: 'pacman',
  systems: ['arch', 'archarm'],
  lasting:
    /^(?:linux|linux-(?:lts|zen|hardened|rt|rpi|aarch64).*|linux-firmware.*|.*-ucode|glibc|systemd|dbus)$/,
  mend: 'pacman -Syu',
  sources: '/etc/pacman.conf',
  isHere: () => existsSync('/usr/bin/pacman') && existsSync('/var/lib/pacman/local/ALPM_DB_VERSION'),
  pending,
  bytesToFetch,
  installed,
  installedSince,
  holder,
  refresh,
  download,
  install,
  older,
  wayBack,
  goBack,
}
