import {closeSync, fstatSync, readSync} from 'node:fs'
import {openRegular} from './dumps/digest.ts'
import {run, type Programs} from './programs.ts'

const tail = 4096

/**
 * What is wrong with a dump, or '': one in the custom format is read by pg_restore to its end, every table's data unpacked; one of
 * SQL has its last line, which pg_dump writes when all the rest is there.
 */
export async function wrongWith(
  {folder}: Programs,
  path: string,
  extension: string,
  signal: AbortSignal,
): Promise<string> {
  if (extension === 'sql') return endsWell(path) ? '' : 'it does not end as a dump does'
  const {status, stderr} = await run(`${folder}/pg_restore`, ['--file=/dev/null', path], {signal})
  return status === 0 ? '' : `pg_restore cannot read it: ${stderr.trim().split('\n')[0] ?? ''}`
}

function endsWell(path: string): boolean {
  const fd = openRegular(path)
  try {
    const {size} = fstatSync(fd)
    const end = Buffer.alloc(Math.min(tail, size))
    readSync(fd, end, 0, end.length, size - end.length)
    return end.toString('latin1').includes('-- PostgreSQL database dump complete')
  } finally {
    closeSync(fd)
  }
}
