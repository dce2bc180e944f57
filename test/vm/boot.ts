import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {ended} from './disk.ts'
import {say} from './host.ts'
import type {Image} from './image.ts'
import {processor} from './processor.ts'

type Machine = Image & {readonly disk: string; readonly folder: string; readonly shell: boolean}

/** An hour: a machine that hangs is ended; without KVM everything takes ten times as long. */
const longestMs = 3_600_000

/** Runs the machine until its tests have ended, shows what they say, and gives their status; 70 where they never ended. */
export async function boot(machine: Machine): Promise<number> {
  const log = join(machine.folder, 'console.log')
  const qemu = spawn('qemu-system-x86_64', [...args(machine, log)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longestMs,
  })
  let status: number | undefined
  for await (const line of createInterface({input: qemu.stdout})) {
    if (line.startsWith(ended)) status = Number(line.slice(ended.length))
    else say(line)
  }
  if (qemu.exitCode === null && qemu.signalCode === null) await once(qemu, 'exit')
  if (status === undefined) say(`The machine ended before its tests did. What it said meanwhile: ${log}`)
  return status ?? 70
}

/** Nothing that is written stays, and there is no network but its own. */
function args({root, kernel, initrd, disk, folder, shell}: Machine, log: string): readonly string[] {
  const drive = (file: string) => ['-drive', `file=${file},format=raw,if=virtio,snapshot=on`]
  const socket = join(folder, 'shell.sock')
  if (shell) say(`A root shell: socat - UNIX-CONNECT:${socket}`)
  const words = ['root=/dev/vda', 'rw', 'console=ttyS0', 'quiet', ...(shell ? shellWords : [])]
  const devices = '-smp 2 -m 2048 -display none -no-reboot -nic none -device virtio-rng-pci -serial'.split(
    ' ',
  )
  const start = ['-kernel', kernel, '-initrd', initrd, '-append', words.join(' ')]
  const door = shell ? ['-serial', `unix:${socket},server=on,wait=off`] : []
  const disks = [...drive(root), ...drive(disk)]
  return [...processor(kernel), ...devices, `file:${log}`, '-serial', 'stdio', ...door, ...start, ...disks]
}

const shellWords = ['systemd.debug_shell=ttyS2', 'systemd.mask=vm-tests.service']
