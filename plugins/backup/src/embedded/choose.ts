import {Failure} from '../../../../src/plugin.ts'
import {manifestSound, openArchive, type Archive} from './archive.ts'
import {Locked} from './age/identity.ts'
import type {Job, Named} from '../engine.ts'
import {reasonOf} from './reason.ts'
import {isArchive, stored} from './store.ts'

/** There are archives, and the end or the manifest of each is damaged. */
export class NoneWhole extends Error {
  /** The newest, and with it all of them, and what is wrong with each. */
  readonly archive: string
  readonly damaged: readonly Named[]

  constructor(dir: string, {path, why}: Named, damaged: readonly Named[]) {
    super(`no archive in ${dir} is whole: ${path}: ${why}`)
    this.archive = path
    this.damaged = damaged
  }
}

const seeThem = 'see which there are: parrot backup list'

export type Where = Pick<Job, 'dir' | 'identity'>

/** Runs `work` with the archive of that name, or the newest that is complete and those newer ones that are not; one that is encrypted for others is not passed over. */
export async function withArchive<T>(
  where: Where,
  name: string | undefined,
  work: (archive: Archive, passedOver: readonly Named[]) => Promise<T>,
): Promise<T> {
  const {archive, passedOver} =
    name === undefined ? await newest(where) : {archive: await named(where, name), passedOver: []}
  try {
    return await work(archive, passedOver)
  } finally {
    archive.close()
  }
}

/** Opens an archive whose end and manifest are sound, or says what is wrong with it. */
export async function openComplete({dir, identity}: Where, name: string): Promise<Archive> {
  const archive = await openArchive(dir, name, identity)
  if (await manifestSound(archive)) return archive
  archive.close()
  throw new Error('its manifest is damaged')
}

async function named(where: Where, name: string): Promise<Archive> {
  if (!isArchive(name)) throw new Failure(`${JSON.stringify(name)} is no name of an archive`, seeThem)
  try {
    return await openComplete(where, name)
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Failure(`there is no ${name} in ${where.dir}`, seeThem, {cause: error})
    throw new Error(`${name}: ${message}`, {cause: error})
  }
}

async function newest(where: Where): Promise<{archive: Archive; passedOver: readonly Named[]}> {
  const {dir} = where
  const passedOver: Named[] = []
  for (const name of stored(dir).archives) {
    const archive = await openComplete(where, name).catch((error: unknown) => {
      if (error instanceof Locked) throw new Error(`${name}: ${error.message}`, {cause: error})
      passedOver.push({path: name, why: reasonOf(error)})
    })
    if (archive !== undefined) return {archive, passedOver}
  }
  const [first] = passedOver
  if (first !== undefined) throw new NoneWhole(dir, first, passedOver)
  throw new Failure(`there is no complete archive in ${dir}`, 'make one: parrot backup create')
}
