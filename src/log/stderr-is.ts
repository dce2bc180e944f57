import {fstatSync, lstatSync, type Stats} from 'node:fs'

/** Where this process's stderr leads. */
export const stderrIs = {
  /** To systemd's journal: that it once did is inherited, so what systemd.exec(5) says it was is held against what it is. */
  journal: (stream: string | undefined) => {
    const stats = stream === undefined ? undefined : known(() => fstatSync(2))
    return stats !== undefined && stream === `${stats.dev}:${stats.ino}`
  },
  file: (path: string) => {
    const [here, there] = [known(() => fstatSync(2)), known(() => lstatSync(path))]
    return here !== undefined && here.ino === there?.ino && here.dev === there.dev
  },
}

function known(look: () => Stats): Stats | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
