/** What the hook says, on a line of its own; without it nothing was done, since another update came first. */
export const exactSet = 'parrot: this is the set that was approved'
export const otherSet = 'parrot: this is not the set that was approved'

/**
 * What pacman would do is asked of it once more while it holds its lock, right before it begins, so that nobody can change it in
 * between; anything else than, line for line, the set in the file that PARROT_SET names makes it stop. A constant: nothing of a
 * caller's is part of it.
 */
const program = `
BEGIN {
  while ((getline line < ENVIRON["PARROT_SET"]) > 0) { split(line, part, " "); want[part[1] "=" part[4]] = part[3]; left++ }
  while (("pacman --query" | getline line) > 0) { split(line, part, " "); have[part[1]] = part[2] }
  while ((ENVIRON["PARROT_LOOK"] | getline line) > 0) {
    if (split(line, part, "=") != 2) continue;
    old = (part[1] in have) ? have[part[1]] : "-";
    if (line in want) { if (want[line] == old) left--; else other++ } else other++
  }
  if (left || other) { print "${otherSet}"; exit 1 }
  print "${exactSet}"
}`.replaceAll(/\n */g, ' ')

const hook = (name: string, operations: readonly string[], exec: string) => ({
  name,
  text: [
    '[Trigger]',
    ...operations.map((operation) => `Operation = ${operation}`),
    'Type = Package',
    'Target = *',
    '[Action]',
    'When = PreTransaction',
    `Exec = ${exec}`,
    'AbortOnFail',
    '',
  ].join('\n'),
})

/** The hooks of alpm-hooks(5): one that holds the set against what was approved, and one for what no update may do. */
export const exactSetHooks = [
  hook('00-parrot-set.hook', ['Install', 'Upgrade'], `/usr/bin/awk '${program}'`),
  hook('00-parrot-remove.hook', ['Remove'], '/bin/false'),
] as const
