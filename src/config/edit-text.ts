import {edited, type Edit} from './edit-values.ts'

/** The text of a JSON or YAML file after this change. Throws where it cannot be made; whether it came out right is for the caller to see. */
export async function editText(file: string, text: string, edit: Edit): Promise<string> {
  return file.endsWith('.json') ? editJson(text, edit) : editYaml(text, edit)
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
async function editYaml(text: string, {plugin, key, value}: Edit): Promise<string> {
  const {isNode, parseDocument} = await import('yaml')
  const document = parseDocument(text)
  const path = ['plugins', plugin, ...(key === undefined ? [] : [key])]
  const old = document.getIn(path, true)
  if (value === undefined) takeAway(document, path)
  else document.setIn(path, Object.assign(document.createNode(value), isNode(old) ? remarks(old) : {}))
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
