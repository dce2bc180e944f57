import type {Look} from './door.ts'
import {widthOf} from './table/width.ts'

type Page = Pick<Look, 'paint' | 'room'>

/** What keeps a command together while words are parted; no text that is shown holds it. */
const joint = '\u0001'

/**
 * A sentence behind its mark, in lines of at most `room` columns, the others under the first. What is there to be copied stays whole: a
 * word, so a path, always, and behind `→` a command wherever a line has room for it.
 */
export function behind(
  look: Parameters<Look['paint']>[0],
  mark: string,
  text: string,
  {paint, room}: Page,
  indent = 0,
): string {
  const left = indent + widthOf(mark) + 1
  const lines =
    room === Infinity ? [text] : text.split('\n').flatMap((line) => folded(line, room - left, mark))
  return `${' '.repeat(indent)}${paint(look, mark)} ${lines.join(`\n${' '.repeat(left)}`)}`
}

function folded(text: string, room: number, mark: string): string[] {
  const whole = mark === '→' ? joined(text, room) : text
  const lines: string[] = []
  for (const word of whole.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && widthOf(line) + 1 + widthOf(word) <= room)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.map((line) => line.replaceAll(joint, ' '))
}

/** A command stands behind a colon and goes on to the end of the sentence. */
function joined(text: string, room: number): string {
  return text.replaceAll(/(?<=: ).+?(?=\.(?: |$)|[;,] |$)/g, (command) =>
    widthOf(command) < room ? command.replaceAll(' ', joint) : command,
  )
}
