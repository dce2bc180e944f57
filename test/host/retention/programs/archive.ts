import {userInfo} from 'node:os'
import {pathsFor} from '../../../../src/config/paths.ts'
import {defaults} from '../../../../src/config/config.ts'
import {openHostJournal} from '../../../../src/host/journal.ts'
import {archive} from '../../../../src/host/retention/archive.ts'
import {callOf} from '../../../events/place.ts'
import {root} from '../../../home.ts'

/** Writes the events of one call of a Parrot at home in `home` into `file`, as a server does that cuts its journal away. */
const [home = '', file = ''] = process.argv.slice(2)
const {uid} = userInfo()
const paths = pathsFor({env: {PARROT_HOME: home}, uid, home, root})
const journal = await openHostJournal(paths, defaults, uid, [])
for (const one of callOf('a')) await journal.append(one)
await archive(journal, 3, file, true)
journal.close()
