/** What plugins and their commands may be called. */
export const nameForm = /^(?=.{1,40}$)[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/
export const nameWanted = 'a snake_case name of at most 40 characters, such as "health_check"'

export const dependencyWanted = 'the name of a plugin, or name@range such as "backup@^1.2.0"'

/** The form in which names are compared: `health-check` and `health_check` are one name. */
export function normalName(name: string): string {
  return name.replaceAll('-', '_')
}

/** The input called `disk_threshold`, as a person gives it: `--disk-threshold`. */
export function flagOf(input: string): string {
  return `--${input.replaceAll('_', '-')}`
}

/** The two halves of `name@range`; the range is undefined where any version will do. */
export function splitDependency(text: string): {readonly name: string; readonly range: string | undefined} {
  const at = text.indexOf('@')
  return at < 0 ? {name: text, range: undefined} : {name: text.slice(0, at), range: text.slice(at + 1)}
}

/** The input called `resource_uri`, as an argument of a prompt: by its own name, or by the one in `x-mcp-name`. */
export function argumentOf(input: string, {'x-mcp-name': named}: {readonly 'x-mcp-name'?: string}): string {
  return named ?? input
}
