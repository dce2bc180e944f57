/**
 * Does the whole name fit the pattern, in which `*` stands for anything and `?` for one character? As in a shell, a leading dot has to be said.
 * What a star stands for only ever grows, so that no pattern takes longer than its length times that of the name.
 */
export function fits(pattern: string, name: string): boolean {
  return !(name.startsWith('.') && /^[*?]/.test(pattern)) && fitsAll(pattern, name)
}

function fitsAll(pattern: string, name: string): boolean {
  let [at, star, grown] = [0, -1, 0]
  for (let read = 0; read < name.length;) {
    if (pattern[at] === '*') [star, at, grown] = [at, at + 1, read]
    else if (pattern[at] === '?' || pattern[at] === name[read]) [at, read] = [at + 1, read + 1]
    else if (star === -1) return false
    else [at, grown, read] = [star + 1, grown + 1, grown + 1]
  }
  return /^\**$/.test(pattern.slice(at))
}
