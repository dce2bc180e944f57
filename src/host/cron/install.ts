import {problem, type Problem} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import type {Work} from '../walk.ts'
import {faulty, putEntries} from './put.ts'
import {readSchedule} from './entries.ts'
import type {Entry, MissedPolicy} from './entry.ts'
import {noNotes, type LeftOut, type Notes} from './output.ts'
import {recommended} from './recommended.ts'
import {rightsOf} from './rights.ts'
import {usual, type Wish} from './wish.ts'

type Input = {readonly grant?: boolean; readonly systemd?: boolean; readonly missed?: MissedPolicy}

/** Puts in the recommended entries that are not there yet. Those that are stay as they are, whoever has changed them. */
export const cronInstall: Builtin = async (call) => {
  const {host, work} = call
  const given = work.values as Input
  const {grant = false, systemd = false} = given
  const {wanted, leftOut} = recommended(work.world, host.around.uid)
  try {
    const {entries} = readSchedule(host.paths, host.around.uid)
    const fresh = wanted.filter(({id}) => !entries.some((entry) => entry.id === id))
    const timer = systemd ? 'systemd' : 'cron'
    const missed = given.missed ?? usual[timer]
    const wishes = fresh.map((one): Wish => ({...one, role: 'cron', missed, timer}))
    const unfit = await unfitNow(work, wishes)
    const fit = wishes.filter(({id}) => !unfit.some((one) => one.id === id))
    const there = entries.filter(({id}) => wanted.some((one) => one.id === id))
    const stays = systemd ? stayInCron(there) : noNotes.stays
    return await putEntries(call, fit, grant, {leftOut: [...leftOut, ...unfit], stays})
  } catch (error) {
    return faulty(error)
  }
}

/** Entries that are there are nobody's to move unasked; by what they are is said. */
function stayInCron(there: readonly Entry[]): Notes['stays'] {
  const inCron = there.filter(({timer}) => timer === 'cron')
  return new Map(inCron.map(({id, tool}) => [id, problem('schedule_in_cron', {id, tool})]))
}

/** What could not run as things are, whoever may do what: it is left out until its plugin is set up. */
async function unfitNow({world, request: {by}}: Work, wishes: readonly Wish[]): Promise<LeftOut[]> {
  const found = wishes.map(async ({id, tool, input, role}) => {
    const rights = await rightsOf({world, tool, input, role, author: by})
    const [why] = 'problems' in rights ? rights.problems : []
    return why === undefined ? [] : [{id, tool, why: inShort(why)}]
  })
  return (await Promise.all(found)).flat()
}

/** A row has no next step, and what a setting is for is in the words of a plugin that is not the one that is called. */
function inShort(why: Problem): Problem {
  const {plugin, key} = why.params
  if (why.code !== 'setting_unset') return why
  return problem('schedule_unset', {plugin: String(plugin), key: String(key)})
}
