const words: Readonly<Record<string, string>> = {
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ENOENT: 'it is not there',
  ELOOP: 'a part of its path is a link',
  ENOTDIR: 'a part of its path is not a folder',
  EREPLACED: 'it became something else while it was read',
  EIO: 'the disk could not read it',
  EMFILE: 'it lies too deep',
  ENAMETOOLONG: 'its name is too long',
  EEXIST: 'there is something else in its place',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EROFS: 'the disk is read-only',
}

/** Why something could not be done, in words. */
export function reasonOf(error: unknown): string {
  const {code, message} = error as NodeJS.ErrnoException
  return words[code ?? ''] ?? code ?? message
}

/** One that ends all of the work, since nothing more can be written. */
export function endsAll(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'].includes((error as NodeJS.ErrnoException).code ?? '')
}
