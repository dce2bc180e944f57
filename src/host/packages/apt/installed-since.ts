import {existsSync, readdirSync, statSync} from 'node:fs'

const info = '/var/lib/dpkg/info'

/** dpkg writes the list of a package's files when it installs it. */
export async function installedSince(ms: number): Promise<readonly string[]> {
  if (!existsSync(info)) return []
  const lists = readdirSync(info).filter((file) => file.endsWith('.list'))
  const newer = lists.filter((file) => statSync(`${info}/${file}`).mtimeMs > ms)
  return newer.map((file) => file.slice(0, -'.list'.length).split(':')[0] ?? file)
}
