const contract = 'See PLUGINS.md, or manifests/plugin.schema.json.'

export const manifestTexts = {
  manifest_unreadable: {
    says: '{file}: {cause}.',
    next: 'A plugin folder holds a manifest.json, a regular file. See PLUGINS.md.',
  },
  manifest_syntax: {says: '{file}: this is not JSON as Parrot reads it: {cause}.', next: contract},
  manifest_wrong: {says: '{file}: {path}: found {found}, want {want}', next: contract},
  manifest_refused: {says: '{file}: {path}: {cause}', next: '{cure}'},
  input_wrong: {
    says: '{name}: found {found}, want {want}.',
    next: 'Give {want}. See: parrot {command} --help',
  },
  input_wrong_near: {says: '{name}: found {found}, want {want}.', next: 'Did you mean {near}?'},
  input_unknown: {says: 'There is no {name} here.', next: 'See what it takes: parrot {command} --help'},
  input_mistyped: {
    says: 'There is no {name} here; the nearest is {nearest}.',
    next: 'See what it takes: parrot {command} --help',
  },
  output_wrong: {says: '{path}: found {found}, want {want}'},
} as const
