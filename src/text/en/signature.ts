const tell = 'Do not use it, and tell its author.'

/** Of keys and of what they sign. */
export const signatureTexts = {
  signature_form: {says: 'The signature.json of "{name}" is not a signature: {cause}.', next: tell},
  signature_false: {says: '"{name}" carries a signature that its key, {key}, did not make.', next: tell},
  signature_of_other: {
    says: '"{name}" {version} carries the signature of "{other}" {release}.',
    next: tell,
  },
  signature_modified: {
    says: 'Files of "{name}" {version} were changed, added or taken away since {key} signed it.',
    next: 'Do not use it; fetch it again from its author.',
  },
  signature_untrusted: {
    says: '"{name}" is signed by {key}, a key that this machine does not trust.',
    next: 'If its author told you this key in a way you trust, name it under install.keys in the configuration.',
  },

  signing_key_exists: {
    says: '{file} is there already, and a key is never overwritten.',
    next: 'Keep that one, or name another file: parrot plugin keygen --out FILE',
  },
  signing_key_unwritten: {
    says: 'No key was made: {file}: {cause}.',
    next: 'Name a file in a folder that is there and yours: parrot plugin keygen --out FILE',
  },
  signing_key_missing: {says: 'There is no key in {file}.', next: 'Make one: parrot plugin keygen'},
  signing_key_open: {
    says: '{file} is not a file that you alone can read, so others may sign with this key too.',
    next: 'If nobody has read it: chmod 600 {file}. Else make another and tell those who trust it.',
  },
  signing_key_none: {
    says: '{file} is not a key to sign with: {cause}.',
    next: 'Name one that parrot plugin keygen made: --key FILE',
  },
  sign_unwritten: {says: 'Nothing was signed: {file}: {cause}.', next: 'Mend that, then try again.'},
  sign_changed: {
    says: '{dir} changed while it was signed, so the signature is not of what lies there now.',
    next: 'Wait for whatever writes there, then sign again.',
  },
} as const
