import {showPart} from '../manifest/show.ts'
import {canonicalPath} from '../rbac/area/fs.ts'
import {problem, type Problem} from '../text/problem.ts'

const want = 'an absolute path without ".", "..", "$" or any of "*?[]{}" in it'

/** A permission is opened by this value, and it is no path: said of the setting, since whoever sets it never wrote the permission. */
export function noPath(closed: Problem, plugin: string, key: string, value: unknown): Problem {
  if (closed.code !== 'path_value') return closed
  const wrong = [value].flat().find((one) => typeof canonicalPath('', String(one)) !== 'string')
  return problem('setting_wrong', {plugin, key, found: showPart(value, wrong ?? value), want})
}
