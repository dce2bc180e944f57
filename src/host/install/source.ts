import type {Problem} from '../../text/problem.ts'
import {resolve} from 'node:path'
export type Source = {readonly kind: 'folder'; readonly path: string; readonly text: string}
export function readSource(text: string, cwd: string): Source | Problem {
  const path = resolve(cwd, text)
  return {kind: 'folder', path, text: path}
}
