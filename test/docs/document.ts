import {execFile} from 'node:child_process'
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {promisify} from 'node:util'

type Step =
  {readonly file: string; readonly content: string} | {readonly command: string; readonly shown: string}

/**
 * What a page asks its reader to do, in order: a fenced block whose info string names a file below `~` is that file, a
 * `console` block holds commands after `$ ` and what they print. `…` stands for anything.
 */
export function stepsOf(page: string): Step[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```(\w+)(?: (~\S+))?\n([\s\S]*?)^```$/gm)
  return [...blocks].flatMap(([, kind, file, content = '']): Step[] => {
    if (file !== undefined) return [{file, content}]
    return kind === 'console' ? commandsOf(content) : []
  })
}

function commandsOf(block: string): Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...shown] = text.split('\n')
      return {command, shown: shown.join('\n').trimEnd()}
    })
}

const run = promisify(execFile)

/** Does what the step asks for in `home`; what a command printed, stdout and stderr together. */
export async function follow(step: Step, home: string, env: NodeJS.ProcessEnv): Promise<string> {
  if ('command' in step) {
    const {stdout} = await run('bash', ['-c', `exec 2>&1; ${step.command}`], {env, cwd: home}).catch(failed)
    return stdout.trimEnd()
  }
  const file = join(home, step.file.slice(2))
  mkdirSync(dirname(file), {recursive: true})
  writeFileSync(file, step.content)
  return ''
}

const failed = (error: unknown) => ({stdout: String((error as {stdout?: unknown}).stdout)})

/** `shown` as a pattern: `…` is anything, also nothing and several lines; runs of spaces are one. */
export function patternOf(shown: string): RegExp {
  const parts = shown
    .split('…')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/ +/g, ' +'))
  return new RegExp(`^${parts.join(String.raw`[\s\S]*`)}$`)
}
