/** No blank, no quote, nothing that starts an option, a pattern or a command: it stands in a line that people paste into a shell. */
export const sourceForm = /^[A-Za-z0-9@/][A-Za-z0-9@:/._~^+#=%,-]{0,499}$/

const local = /^(?:\/|git\+file:|file:)/
const remote = /^(?:npm:|https?:\/\/|git\+(?:https?|ssh):\/\/)./
const npmName = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:@[\w.^~=+-]+)?$/
const fileName = /\.(?:git|tgz|tar\.gz)$/

/** Is it what `plugin install` takes, and the same wherever that is called? */
export function isSource(text: string): boolean {
  return sourceForm.test(text) && (local.test(text) || remote.test(text) || isNpmName(text))
}

/** Does it name something on this machine? */
export const isLocal = (source: string) => local.test(source)

/** The line that installs these files, and no others, from there. */
export function installLine(source: string, digest: string): string {
  const word = /[~^#]/.test(source) ? `'${source}'` : source
  return `parrot plugin install ${word} --digest ${digest}`
}

const isNpmName = (text: string) => npmName.test(text) && !fileName.test(text)
