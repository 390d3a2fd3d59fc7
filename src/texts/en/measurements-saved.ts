/** What becomes of measurements that go to the archive. */
export const savedTexts = {
  saved: (ofPrior: boolean): string => (ofPrior ? 'Saved of the prior' : 'Saved'),
  save: (count: number, ofPrior: boolean): string =>
    `Save ${count}${ofPrior ? ' of the prior' : ''} to the archive`,
  saving: 'Saving…',
  savedIn: (where: string): string =>
    `Saved in ${where} as a structured report, beside the pictures. Deleting one here does not take it out of there.`,
  notSaved: (why: string): string => `Not saved: ${why}.`,
  perhapsSaved: (why: string): string =>
    `They may be in the archive, or not: ${why}. If you save just these again, it is the same document: nothing is there twice.`,
} as const;
