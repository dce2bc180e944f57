export const keyTexts = {
  keys_damaged: {
    says: '{file} is not as Parrot wrote it, so no key is taken.',
    next: 'Put the file back as it was, or remove it and make new keys: parrot key create',
  },
  peppers_open: {says: '{file} can be read by others.', next: 'Take that away: chmod 600 {file}'},
  key_name: {
    says: 'A key is called by lower-case letters, digits, "-" and "_", at most 40.',
    next: 'Give such a name.',
  },
  key_exists: {
    says: 'There is a key "{key}" already.',
    next: 'Give another name, or: parrot key rotate {key}',
  },
  key_ttl: {
    says: 'That is no time that a key is good for.',
    next: 'Give one such as 12h, 30d or 8w, ten years at most.',
  },
  key_from: {
    says: '"{from}" is no address and no network.',
    next: 'Give one such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32.',
  },
  key_no_hash: {
    says: 'The row of {user} has no api_key_hash.',
    next: 'Make a key: parrot key create NAME --user {user}',
  },
  key_no_seed: {
    says: 'That is no key as the scripts made them: 64 hexadecimal digits.',
    next: 'Anything else may be guessed. Make a key: parrot key create NAME',
  },
  key_hash_unknown: {
    says: 'The api_key_hash of {user} is neither SHA-256 nor bcrypt with a cost of 15 at most.',
    next: 'Make a key: parrot key create NAME --user {user}',
  },
  key_not_of: {says: 'That is not the key of {user}.', next: 'Put the right one into the file.'},
  key_missing: {says: 'There is no key "{key}".', next: 'See which there are: parrot key list'},
  key_missing_near: {
    says: 'There is no key "{key}".',
    next: 'Did you mean {near}? See which there are: parrot key list',
  },
  key_over: {says: 'The key "{key}" is {over}.', next: 'Make a new one: parrot key create {key}'},
  key_is_revoked: {says: 'revoked'},
  key_is_expired: {says: 'expired'},
  key_refused: {
    says: 'The key that was given is not good here.',
    next: 'See which keys are: parrot key list. Without a key an agent has the role "agent".',
  },
  key_ended: {says: 'The key was revoked or has expired; the session is over.', next: 'See: parrot key list'},
  mcp_by_hand: {
    says: 'This waits for a client that speaks the Model Context Protocol; Ctrl-C ends it.',
    next: 'Add it to one: claude mcp add parrot -- parrot mcp',
  },
  key_needed: {says: 'An API key is needed: Authorization: Bearer prk_…, from parrot key create.'},
  key_tries: {says: 'Too many keys that are not good came from there; wait a minute.'},
  http_address: {
    says: '--http: a port, or an address of this machine alone and a port, is needed.',
    next: 'Give one such as 8750, 127.0.0.1:8750 or [::1]:8750. For others put a proxy with TLS, or ssh -L, before it.',
  },
  http_session: {says: 'There is no such session.', next: 'Begin one with "initialize".'},
  http_listen: {
    says: 'Nothing can be served on {address}: {cause}',
    next: 'Give another port: parrot mcp --http 0',
  },
  key_file: {
    says: '--key-file: a file of your own with one key in it, which nobody else can read, is needed.',
    next: 'Write the key into it and: chmod 600 the file',
  },
} as const
