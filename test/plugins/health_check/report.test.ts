import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Facts} from '../../../src/facts/facts.ts'
import {items} from '../../../plugins/health_check/src/items.ts'
import {report, type Config, type Input, type Report} from '../../../plugins/health_check/src/report.ts'
import {config, healthy, now} from './facts.ts'

type Mount = Extract<Facts['mounts'], readonly unknown[]>[number]

/** What differs from a healthy machine; `mounts` are differences from its only one, `spaces` from that one's space. */
type Case = {
  readonly facts?: Facts
  readonly without?: readonly (keyof Facts)[]
  readonly mounts?: readonly Partial<Mount>[]
  readonly spaces?: readonly object[]
  readonly input?: Input
  readonly config?: Partial<Config>
}

const folder = join(import.meta.dirname, 'cases')

describe('health_check', () => {
  test.each(readdirSync(folder))('%s', (name) => {
    const [given = '', expected = ''] = readFileSync(join(folder, name), 'utf8').split('=====\n')
    expect(written(judged(JSON.parse(given) as Case))).toBe(expected)
  })

  test('the manifest offers exactly the items there are, and the thresholds of the seeds', () => {
    const manifest = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../plugins/health_check/manifest.json'), 'utf8'),
    )
    const {only, skip} = manifest.input.properties
    expect(only.items.enum).toEqual(Object.keys(items))
    expect(skip.items.enum).toEqual(Object.keys(items))
    const defaults = Object.entries(manifest.config as Record<string, {default: number}>)
    expect(Object.fromEntries(defaults.map(([key, value]) => [key, value.default]))).toEqual(config)
  })
})

function judged({facts, without = [], mounts, spaces, input = {}, config: own}: Case): Report {
  const all: Record<string, unknown> = {...healthy, ...facts}
  const [mount] = healthy.mounts as readonly Mount[]
  if (mounts) all.mounts = mounts.map((difference) => ({...mount, ...difference}))
  if (spaces) all.mounts = spaces.map((difference) => ({...mount, space: {...mount?.space, ...difference}}))
  for (const name of without) delete all[name]
  return report(all, input, {...config, ...own}, now)
}

function written({checks, findings, status, summary}: Report): string {
  const lines = checks.map((check) => {
    const {value, unit, threshold, criticalThreshold} = check
    const number =
      value === null ? '' : ` [${value} ${unit}; ${threshold ?? '-'}, ${criticalThreshold ?? '-'}]`
    return `${check.status} ${check.id}: ${check.sentence}${number}`
  })
  return [...lines, `${status}, findings ${findings}: ${summary}`, ''].join('\n')
}
