import type {Proposal} from '../host/install/proposal.ts'
import {problem} from '../text/problem.ts'
import {line, retold, saysHere, status} from '../text/reader.ts'
import {confirm, typed, type Asking} from './confirm.ts'
import type {Look} from './door.ts'
import {plainLine} from './plain.ts'

/** Shows what a plugin asks for and asks whether to agree. Each right that is as good as being root has to be typed. */
export async function consent(proposal: Proposal, door: Asking): Promise<boolean> {
  door.err.write(`${asks(proposal, door.err)}\n`)
  for (const right of proposal.typed) if (!(await typed(right, door))) return false
  return confirm(line('ask_approve', {name: proposal.name}), door)
}

/** Who it is, where it comes from, and what it may do once it is approved. */
export function asks(proposal: Proposal, look: Look): string {
  return [...head(proposal, look), ...difference(proposal, look), ...may(proposal, look)].join('\n')
}

/** What it may do, one line each. */
export function may({words, typed, risk}: Pick<Proposal, 'words' | 'typed' | 'risk'>, look: Look): string[] {
  return words.map((word, at) => {
    const text = `  ${plainLine(retold(word))}`
    return at < typed.length ? look.paint('red', text) : risk === 'high' ? look.paint('yellow', text) : text
  })
}

function head(
  {name, version, before, description, source, signature, signer, risk}: Proposal,
  {paint}: Look,
): string[] {
  const versions = before === undefined || before === version ? version : `${before} → ${version}`
  const signed =
    signer === undefined
      ? line('consent_unsigned')
      : line(signature === 'signed' ? 'consent_signed' : 'consent_stranger', {signer})
  const level = risk === 'high' ? paint('red', risky(risk)) : risky(risk)
  const from = source === undefined ? '' : `${line('consent_from', {source: plainLine(source, 200)})}, `
  return [
    `${paint('bold', plainLine(`${name} ${versions}`))}  ${plainLine(description, 200)}`,
    `  ${from}${plainLine(signed)}, ${level}`,
  ]
}

function difference({before, adds, drops, because}: Proposal, {paint}: Look): string[] {
  if (before === undefined) return [line('consent_once')]
  const why = because === undefined ? [] : [`  ${saysHere(problem(`held_${because}`))}`]
  const more = adds.map((word) => paint('yellow', `  + ${plainLine(retold(word))}`))
  const less = drops.map((word) => paint('dim', `  - ${plainLine(retold(word))}`))
  return [...why, ...more, ...less, line('consent_once')]
}

const risky = (risk: string) => line('consent_risk', {risk: status(risk)})
