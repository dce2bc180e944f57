/** What the hook says, on a line of its own; without it nothing was done, since another update came first. */
export const exactSet = 'parrot: this is the set that was approved'
export const otherSet = 'parrot: this is not the set that was approved'

/**
 * Reads what apt tells a hook right before dpkg begins (`DPkg::Pre-Install-Pkgs`, version 3: after an empty line one package a
 * line, `name old arch multiarch < new arch multiarch file`), and fails where that is not, line for line, the set in the file
 * that PARROT_SET names. apt then does nothing. A constant: nothing of a caller's is part of it.
 */
const program = `
BEGIN { while ((getline line < ENVIRON["PARROT_SET"]) > 0) { want[line] = 1; left++ } }
!body { if ($0 == "") body = 1; next }
$NF == "**CONFIGURE**" { next }
{ key = $1 " " $7 " " $2 " " $6; if (key in want) { delete want[key]; left-- } else other++ }
END { if (left || other) { print "${otherSet}"; exit 1 } print "${exactSet}" }
`.replaceAll('\n', ' ')

/** apt finds a hook's options by the first word of its command. */
export const exactSetHook = [
  `--option=DPkg::Pre-Install-Pkgs::=/usr/bin/awk '${program}'`,
  '--option=DPkg::Tools::Options::/usr/bin/awk::Version=3',
] as const
