/** Where a sudoers line can name it. */
const systemctl = '/usr/bin/systemctl'

/** The one command line that sudo compares, word by word, with what it was told to allow. */
export function words(verb: string, unit: string): readonly string[] {
  return [systemctl, '--no-ask-password', verb, '--', unit]
}
