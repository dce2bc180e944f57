import {isAlias, isCollection, isNode, isPair, Lexer, LineCounter, parseDocument, Parser, visit} from 'yaml'
import type {Document, Node} from 'yaml'
import {deepest, isDangerous, type JsonFault, type JsonText, type Place} from '../manifest/json-text.ts'

/** More of them, or fewer that multiply, are a bomb and no convenience. */
const mostAliases = 100

/**
 * Reads YAML 1.2 and refuses what readers disagree about or what only an attack needs: a key given twice, keys that reach into
 * JavaScript's own objects, nesting deeper than 32, aliases that multiply.
 */
export function readYaml(text: string): JsonText | JsonFault {
  const tooDeep = tooDeepAt(text)
  if (tooDeep !== undefined) return {fault: `nested more than ${deepest} deep`, place: tooDeep}

  const counter = new LineCounter()
  const placeAt = (offset: number) => placeIn(counter, offset)
  const document = parseDocument(text, {lineCounter: counter, stringKeys: true})
  const [error] = document.errors
  if (error !== undefined) return {fault: sentence(error.message), place: placeAt(error.pos[0])}
  const found = faultIn(document)
  if (found !== undefined) return {fault: found.fault, place: placeAt(startOf(found.node))}
  try {
    const value: unknown = document.toJS({maxAliasCount: mostAliases})
    return {value: value ?? undefined, placeOf: (path) => placeAt(offsetOf(document, path))}
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return {fault: 'its aliases multiply', place: placeAt(firstAlias(document))}
  }
}

/** Where it is nested too deep. This parser only takes the text apart and keeps its stack in a list, which no depth overflows. */
function tooDeepAt(text: string): Place | undefined {
  const counter = new LineCounter()
  counter.addNewLine(0)
  const parser = new Parser(counter.addNewLine)
  for (const lexeme of new Lexer().lex(text)) {
    parser.next(lexeme).toArray()
    if (parser.stack.length > deepest + 2) return placeIn(counter, parser.offset)
  }
  return undefined
}

function placeIn(counter: LineCounter, offset: number): Place {
  const {line, col} = counter.linePos(offset)
  return {line: Math.max(1, line), column: Math.max(1, col)}
}

/** The message goes on with its place and a drawing of it. */
const sentence = (message: string) =>
  (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')

function faultIn(document: Document): {readonly fault: string; readonly node: unknown} | undefined {
  let found: ReturnType<typeof faultIn>
  const stop = (fault: string, node: unknown) => {
    found = {fault, node}
    return visit.BREAK
  }
  visit(document, {
    Pair: (_, {key}) =>
      isDangerous(keyOf(key)) ? stop(`a key may not be called ${keyOf(key)}`, key) : undefined,
    Alias: (_, node, path) => {
      const meant = node.resolve(document)
      return path.some((above) => above === meant) ? stop('it contains itself', node) : undefined
    },
    Scalar: (_, node) =>
      typeof node.value === 'number' && !Number.isFinite(node.value)
        ? stop('this number cannot be held', node)
        : undefined,
  })
  return found
}

/** Of the key at the end of `path`, or of what should hold it where it is missing. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let at = startOf(node)
  for (const step of path) {
    const inside = isAlias(node) ? node.resolve(document) : node
    const items: readonly unknown[] = isCollection(inside) ? inside.items : []
    const item = items.find((each, index) => (isPair(each) ? keyOf(each.key) : index) === step)
    if (item === undefined) return at
    at = startOf(isPair(item) ? item.key : item)
    node = isPair(item) ? item.value : item
  }
  return at
}

function firstAlias(document: Document): number {
  let at = 0
  visit(document, {
    Alias: (_, node) => {
      at = startOf(node)
      return visit.BREAK
    },
  })
  return at
}

const keyOf = (key: unknown) => String(isNode(key) ? key.toJSON() : key)

const startOf = (node: unknown) => (node as Node | null)?.range?.[0] ?? 0
