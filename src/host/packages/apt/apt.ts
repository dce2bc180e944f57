import {existsSync} from 'node:fs'
import type {PackageManager} from '../manager.ts'
import {download, refresh} from './fetch.ts'
import {holder} from './holder.ts'
import {install} from './install.ts'
import {installed} from './installed.ts'
import {installedSince} from './installed-since.ts'
import {older} from './older.ts'
import {bytesToFetch, pending} from './pending.ts'
import {goBack, wayBack} from './way-back.ts'

/** Debian, Raspberry Pi OS, Ubuntu. */
export const apt: PackageManager = {
  name: 'apt',
  systems: ['debian', 'ubuntu', 'raspbian'],
  lasting:
    /^(?:linux-image-.*|linux-modules-.*|raspberrypi-kernel|raspberrypi-bootloader|rpi-eeprom|firmware-.*|.*-microcode|libc6|systemd|dbus)$/,
  mend: 'dpkg --configure -a',
  sources: '/etc/apt/sources.list',
  isHere: () => existsSync('/usr/bin/apt-get') && existsSync('/var/lib/dpkg/status'),
  pending,
  bytesToFetch,
  installed,
  holder,
  installedSince,
  refresh,
  download,
  install,
  older,
  wayBack,
  goBack,
}
