import {asIdentity, isDead, processIdentity} from './liveness.ts'

/** Who is at work in a folder stands in its name: there is no moment in which it is nobody's. */
export function ownerName(): string {
  const {pid, startTime, bootId, pidNamespace} = processIdentity()
  return `${pid}.${startTime}.${bootId}.${pidNamespace.replaceAll(/\D/g, '')}.`
}

/** Is whose name begins so gone for certain? Undefined where it is nobody's name. */
export function isLeft(name: string): boolean | undefined {
  const [pid, startTime, bootId, namespace] = name.split('.')
  const owner = asIdentity({pid: Number(pid), startTime, bootId, pidNamespace: `pid:[${namespace}]`})
  return owner && isDead(owner)
}
