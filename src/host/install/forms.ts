/** What treeDigest writes. Nothing in it means anything to a shell. */
export const digestForm = /^sha512-[A-Za-z0-9+/]{86}==$/

/** A public ed25519 key as people pass it on. */
export const keyForm = /^ed25519:[A-Za-z0-9_-]{43}$/
