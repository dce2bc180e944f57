import {spawnSync} from 'node:child_process'
import {say} from './host.ts'

/**
 * What runs the machine's processor: KVM where a kernel comes up under it, else software, which takes some ten times as long. That /dev/kvm is there
 * and makes processors says little: one that is itself inside of a machine may run no kernel but its own.
 */
export function processor(kernel: string): readonly string[] {
  if (speaks(kernel)) return ['-accel', 'kvm', '-cpu', 'host']
  say('No kernel comes up under KVM here: the processor is software, which takes longer.')
  return ['-accel', 'tcg,thread=multi', '-cpu', 'max']
}

/** Says a kernel its first words? It has no disk, gives up, and that ends the machine. */
function speaks(kernel: string): boolean {
  const words = ['-display', 'none', '-nic', 'none', '-no-reboot', '-serial', 'stdio', '-m', '512']
  const args = ['-accel', 'kvm', '-cpu', 'host', ...words, '-kernel', kernel]
  const {stdout} = spawnSync('qemu-system-x86_64', [...args, '-append', 'console=ttyS0 panic=-1'], {
    encoding: 'utf8',
    timeout: 15_000,
    killSignal: 'SIGKILL',
  })
  return stdout.includes('Linux version')
}
