import {edited, type Edit} from './edit-values.ts'
import {withLine} from './edit-line.ts'

/**
 * The text of a JSON or YAML file after this change, the most careful way first. Throws, or comes out wrong, where it cannot be made:
 * that is for the caller to see.
 */
export async function* editText(file: string, text: string, edit: Edit): AsyncGenerator<string> {
  if (file.endsWith('.json')) return yield editJson(text, edit)
  const line = withLine(text, edit)
  if (line !== undefined) yield line
  yield await editYaml(text, edit)
}

type RawJson = {readonly rawJSON: (text: string) => unknown}

/** Numbers stay as they were written: one of many digits would come out as another. */
function editJson(text: string, edit: Edit): string {
  const {rawJSON} = JSON as unknown as RawJson
  const asWritten = (_key: string, value: unknown, {source}: {readonly source?: string}) =>
    typeof value === 'number' && source !== undefined ? rawJSON(source) : value
  const content = JSON.parse(text, asWritten as Parameters<typeof JSON.parse>[1]) as Record<string, unknown>
  return `${JSON.stringify(edited(content, edit), undefined, 2)}\n`
}

/** New texts are quoted, because two readers of YAML do not agree on what else a bare word may be. */
async function editYaml(text: string, {path, value}: Edit): Promise<string> {
  const {isNode, parseDocument} = await import('yaml')
  const document = parseDocument(text)
  const old = document.getIn(path, true)
  if (value === undefined) takeAway(document, path)
  else {
    const [section] = path
    if (path.length > 1 && document.has(section) && document.get(section) === undefined)
      document.set(section, document.createNode({}))
    document.setIn(path, Object.assign(document.createNode(value), isNode(old) ? remarks(old) : {}))
  }
  return document.toString({
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    flowCollectionPadding: /[{[] /.test(text),
  })
}

type Remarks = {
  readonly comment?: string | null | undefined
  readonly commentBefore?: string | null | undefined
}

const remarks = ({comment, commentBefore}: Remarks): Remarks => ({comment, commentBefore})

type Tree = {
  hasIn(path: readonly string[]): boolean
  getIn(path: readonly string[]): unknown
  deleteIn(path: readonly string[]): boolean
}

/** And the maps above it that have nothing else in them. */
function takeAway(tree: Tree, path: readonly string[]): void {
  tree.deleteIn(path)
  const above = path.slice(0, -1)
  const map = above.length > 0 ? (tree.getIn(above) as {readonly items?: readonly unknown[]} | undefined) : {}
  if (map?.items?.length === 0) takeAway(tree, above)
}
