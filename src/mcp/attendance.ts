import type {ClientEvent} from '../host/client-event.ts'
import type {Parrot} from '../host/parrot.ts'
import type {Principal} from '../rbac/decision.ts'

/** Records that a client came, once it has said something, and that it left, if it came. */
export type Attendance = {readonly came: (by: Principal) => void; readonly left: () => Promise<void>}

/** For one client. That its coming cannot be recorded keeps it from nothing: its calls are recorded or do not start. */
export function attendance(parrot: Parrot, transport: ClientEvent['transport']): Attendance {
  const connection = process.getBuiltinModule('node:crypto').randomUUID()
  const about = {door: 'mcp', connection, transport} as const
  let who: Principal | undefined
  let coming = Promise.resolve()
  const note = (event: ClientEvent['event'], by: Principal) =>
    parrot.noteClient({event, by, ...about}).catch(() => {})
  return {
    came: (by) => {
      if (who !== undefined) return
      who = by
      coming = note('CLIENT_CONNECTED', by)
    },
    left: async () => {
      await coming
      if (who !== undefined) await note('CLIENT_DISCONNECTED', who)
    },
  }
}
