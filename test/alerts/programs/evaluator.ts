import {seeded} from '../../seeded.ts'
import {draft, placeIn} from '../../events/place.ts'
import {ended, rigIn} from '../rig.ts'

/** Writes what goes wrong and well at random and evaluates after each, until it is killed. Prints a line after each. */
const [folder = '', seed = ''] = process.argv.slice(2)
const random = seeded(seed)
const rig = rigIn(placeIn(folder), {repeat: '1s'}, new Date().toISOString())
for (;;) {
  rig.set(Date.now())
  const outcome = random.pick(['failed', 'ok'])
  const tool = random.pick(['backup_create', 'system_update_apply'])
  const health = draft('HEALTH_CHECK_COMPLETED', {outcome, summary: 'disk'})
  await rig.add(random.below(3) === 0 ? health : ended(tool, outcome))
  await rig.evaluate()
  process.stdout.write('.\n')
}
