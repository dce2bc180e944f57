import type {Proposal} from '../host/install/proposal.ts'
import {problem, says} from '../text/problem.ts'
import {confirm, typed} from './confirm.ts'
import type {Door, Look} from './door.ts'
import {plainLine} from './plain.ts'

/** Shows what a plugin asks for and asks whether to agree. Each right that is as good as being root has to be typed. */
export async function consent(proposal: Proposal, door: Door): Promise<boolean> {
  door.err.write(`${asks(proposal, door.err)}\n`)
  for (const right of proposal.typed) if (!(await typed(right, door))) return false
  return confirm(`Approve ${proposal.name}?`, door)
}

/** Who it is, where it comes from, and what it may do once it is approved. */
export function asks(proposal: Proposal, look: Look): string {
  return [...head(proposal, look), ...difference(proposal, look), ...may(proposal, look)].join('\n')
}

/** What it may do, one line each. */
export function may({words, typed, risk}: Pick<Proposal, 'words' | 'typed' | 'risk'>, look: Look): string[] {
  return words.map((word, at) => {
    const line = `  ${plainLine(word)}`
    return at < typed.length ? look.paint('red', line) : risk === 'high' ? look.paint('yellow', line) : line
  })
}

function head(
  {name, version, before, description, source, signature, signer, risk}: Proposal,
  {paint}: Look,
): string[] {
  const versions = before === undefined || before === version ? version : `${before} → ${version}`
  const signed =
    signature === 'signed'
      ? `signed by ${signer}`
      : signer
        ? `signed by ${signer}, whom nobody here trusts`
        : 'unsigned'
  const level = risk === 'high' ? paint('red', 'risk high') : `risk ${risk}`
  const from = source === undefined ? '' : `from ${plainLine(source, 200)}, `
  return [
    `${paint('bold', plainLine(`${name} ${versions}`))}  ${plainLine(description, 200)}`,
    `  ${from}${plainLine(signed)}, ${level}`,
  ]
}

function difference({before, adds, drops, because}: Proposal, {paint}: Look): string[] {
  if (before === undefined) return ['Once approved it:']
  const why = because === undefined ? [] : [`  ${says(problem(`held_${because}`))}`]
  const more = adds.map((word) => paint('yellow', `  + ${plainLine(word)}`))
  const less = drops.map((word) => paint('dim', `  - ${plainLine(word)}`))
  return [...why, ...more, ...less, 'Once approved it:']
}
