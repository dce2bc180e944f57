import {next, problem, says, type Problem} from '../text/problem.ts'
import {configRules} from './config-rules.ts'
import {defaultRules} from './default-rules.ts'
import {wrongsOf} from './from-zod.ts'
import {inputRules} from './input-rules.ts'
import {readJson, type JsonText, type Place} from './json-text.ts'
import type {Manifest} from './manifest.ts'
import {mcpRules} from './mcp-rules.ts'
import {permissionRules} from './permission-rules.ts'
import {shapeRules} from './shape-rules.ts'
import {firstUnprintable, printable} from './show.ts'
import type {Path, Wrong} from './wrong.ts'

export type Checked = {readonly manifest: Manifest} | {readonly problems: readonly Problem[]}

const mostProblems = 20

/**
 * Everything contracts ask of the text of a manifest.json, but for what only its folder can tell. `file` is how it is
 * called in the problems, each of which says line, column, path, what was found and what is wanted; at most 20.
 */
export async function checkManifest(
  text: string,
  file: string,
  {shipped}: {readonly shipped: boolean},
): Promise<Checked> {
  const json = readJson(text)
  if ('fault' in json)
    return {problems: [problem('manifest_syntax', {file: at(file, json.place), cause: json.fault})]}

  const unreadable = unprintables([], json.value)
  if (unreadable.length > 0) return refused(unreadable, json, file)

  const {manifestSchema} = await import('./schema.ts')
  const parsed = manifestSchema.safeParse(json.value)
  if (!parsed.success) return refused(wrongsOf(parsed.error.issues, json.value), json, file)

  const manifest: Manifest = parsed.data
  const found = [
    ...shapeRules(manifest, shipped),
    ...inputRules(manifest),
    ...permissionRules(manifest),
    ...configRules(manifest),
    ...mcpRules(manifest),
  ]
  const all = found.length > 0 ? found : await defaultRules(manifest)
  return all.length > 0 ? refused(all, json, file) : {manifest}
}

/** In the order of the text; of several objections to one value the first says enough. */
function refused(found: readonly Wrong[], json: JsonText, file: string): Checked {
  const seen = new Set<string>()
  const placed = found
    .map((each) => ({each, name: nameOf(each.path), place: json.placeOf(each.path)}))
    .filter(({name}) => !seen.has(name) && seen.add(name))
    .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
  const problems = placed.map(({each, name, place}) => problemOf(each, at(file, place), name))
  return {problems: problems.slice(0, mostProblems)}
}

function problemOf(each: Wrong, file: string, path: string): Problem {
  if (!('problem' in each)) return problem('manifest_wrong', {file, path, found: each.found, want: each.want})
  return problem('manifest_refused', {file, path, cause: says(each.problem), cure: next(each.problem) ?? ''})
}

const nameOf = (path: Path) => printable(path.map(String).join('.')) || 'the document'

const at = (file: string, {line, column}: Place) => `${file}:${line}:${column}`

/** Every key and text that holds something a reader would not see. */
function unprintables(path: Path, value: unknown): Wrong[] {
  if (typeof value === 'string') return unprintableText(path, value)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...unprintableText([...path, key], key),
    ...unprintables([...path, key], inner),
  ])
}

function unprintableText(path: Path, text: string): Wrong[] {
  const found = firstUnprintable(text)
  return found === undefined ? [] : [{path, found, want: 'text without control or invisible characters'}]
}
