export const eventTexts = {
  journal_refused: {
    says: 'The journal at {file} took no entry: {cause}',
    next: 'Nothing runs unrecorded. Free the disk or mend the folder, then run: parrot doctor',
  },
} as const
