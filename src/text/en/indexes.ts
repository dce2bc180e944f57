/** Of the lists that plugins are found in. */
export const indexTexts = {
  index_none: {
    says: 'There is no index to look in.',
    next: 'Name one under install.indexes in the configuration, or: parrot plugin search --index FILE',
  },
  index_unreachable: {
    says: '{index} cannot be read: {cause}.',
    next: 'See whether it is there, and whether this machine reaches it.',
  },
  index_slow: {
    says: '{index} was not there after {seconds} s.',
    next: 'Try again later.',
  },
  index_status: {says: '{index} was answered with HTTP status {status}.', next: 'Look at the address.'},
  index_redirect: {
    says: '{index} leads on to {place}, where it is not followed: only a few times, and never to another scheme.',
    next: 'If that is where the index is now, name it by that address.',
  },
  index_too_large: {
    says: '{index} has more than 4 MiB; nothing of it was used.',
    next: 'Split it into several.',
  },
  index_wrong: {
    says: '{index} is not an index of plugins: {cause}.',
    next: 'Hold it against manifests/index.schema.json.',
  },
  index_entries: {
    says: '{index}: {count} of its entries are left out; the first is {first}.',
    next: 'Hold it against manifests/index.schema.json.',
  },
} as const
