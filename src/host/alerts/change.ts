import {rulesIn} from '../../alerts/compile.ts'
import type {Rule} from '../../alerts/rule.ts'
import {silence, unsilence} from '../../alerts/silence.ts'
import {testDraft} from '../../alerts/test-alert.ts'
import {spanOf} from '../../config/span.ts'
import {notThere} from '../../text/not-there.ts'
import {plainLine} from '../../text/plain.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host} from '../operation.ts'
import {evaluatingHere} from './place.ts'

export async function test({record, now}: Host, work: Work): Promise<Answer> {
  const rule = ruleNamed(work)
  if ('code' in rule) return wrong(rule)
  const {id, request} = work
  await record(testDraft(rule, id, request.by.name, now()))
  return done({rule: rule.name})
}

export async function quieten(host: Host, work: Work): Promise<Answer> {
  const rule = ruleNamed(work)
  if ('code' in rule) return wrong(rule)
  const {for: text, reason} = work.values as {for?: string; reason?: string}
  if (text === undefined || reason === undefined) return wrong(...missing({for: text, reason}))
  const ms = spanOf(text)
  if (ms === undefined) return wrong(problem('alert_span', {text: plainLine(text, 40)}))
  const why = {reason: plainLine(reason), who: work.request.by.name, call: work.id}
  const told = await silence(await evaluatingHere(host, work), rule.name, ms, why)
  return 'code' in told ? wrong(told) : done(told)
}

function missing(given: Readonly<Record<string, string | undefined>>): readonly Problem[] {
  const names = Object.keys(given).filter((name) => given[name] === undefined)
  return names.map((name) => problem('argument_missing', {name: `--${name}`, command: 'alert silence'}))
}

export async function unquieten(host: Host, work: Work): Promise<Answer> {
  const rule = ruleNamed(work)
  if ('code' in rule) return wrong(rule)
  const about = {who: work.request.by.name, call: work.id}
  const was = await unsilence(await evaluatingHere(host, work), rule.name, about)
  if (typeof was === 'object') return wrong(was)
  const problems = was ? [] : [problem('alert_not_silent', {name: rule.name})]
  return {...done({rule: rule.name, changed: was}), problems}
}

function ruleNamed({values, world}: Work): Rule | Problem {
  const rules = rulesIn(world.config.alerts)
  const name = String(values['rule'])
  const found = rules.find((rule) => rule.name === name)
  if (found !== undefined) return found
  const names = rules.map((rule) => rule.name)
  return notThere('alert_rule_unknown', {name: plainLine(name, 64), rules: names.join(', ')}, name, names)
}
