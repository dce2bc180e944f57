import type {Restic} from './program.ts'
import {shownOf, type Settings} from './settings.ts'

/** What a person does about damaged packs, or about content that is lost, in the words of the restic that is installed. */
export async function howToMend(
  restic: Restic,
  settings: Settings,
  dir: string,
  packs: readonly string[],
): Promise<readonly string[]> {
  const run = `restic -r ${settings.url === undefined ? dir : `rest:${shownOf(settings, dir)}`}`
  const afterwards =
    'then save what is still there anew: parrot backup create; and look again: parrot backup verify --all'
  if (await repairs(restic))
    return [
      `to mend it${packs.length > 0 ? `: ${run} repair packs ${packs.join(' ')}` : ''}; ${afterwards}`,
      `what is damaged after that is in no source any more; give it up: ${run} repair snapshots --forget`,
    ]
  const away = packs.map((pack) => `${dir}/data/${pack.slice(0, 2)}/${pack}`)
  const moved =
    settings.url === undefined ? `mv ${away.join(' ')} /var/tmp/` : `take the packs ${packs.join(' ')} away`
  return [
    `to mend it${packs.length > 0 ? `: ${moved}; ${run} rebuild-index` : ''}; ${afterwards}`,
    `what is damaged after that is in no source any more; give it up: ${run} forget ARCHIVE, or install restic 0.16, which has "repair snapshots"`,
  ]
}

/** From 0.16 on restic mends packs itself. */
async function repairs(restic: Restic): Promise<boolean> {
  let said = ''
  await restic({words: ['version'], line: (line) => void (said += line)})
  const [, major = 0, minor = 0] = /^restic (\d+)\.(\d+)/.exec(said) ?? []
  return Number(major) > 0 || Number(minor) >= 16
}
