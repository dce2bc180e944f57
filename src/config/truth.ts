const [yes, no] = [/^(?:true|yes|on|1)$/i, /^(?:false|no|off|0)$/i]

/** Undefined for what is neither a yes nor a no. */
export function truth(text: string): boolean | undefined {
  if (yes.test(text)) return true
  return no.test(text) ? false : undefined
}
