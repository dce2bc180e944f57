import {spawn} from 'node:child_process'
import {onTestFinished} from 'vitest'

/**
 * What each command printed, stdout and stderr together, all of them typed into one Bash: one may start what the next ones
 * need. What it leaves running ends with the test.
 */
export async function session(
  commands: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const mark = `end of ${Math.random()}`
  const script = ['exec 2>&1', ...commands.flatMap((command) => [command, `printf '\\n%s\\n' '${mark}'`])]
  const child = spawn('bash', ['-c', script.join('\n')], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => endGroup(child.pid ?? 0))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more))
  await new Promise((resolve) => child.once('close', resolve))
  return text
    .split(`\n${mark}\n`)
    .slice(0, -1)
    .map((printed) => printed.trimEnd())
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing was left running.
  }
}
