/** Sentences about what the record's other windows have open. */
export const contextTexts = {
  follows: (record: string, heard: string) =>
    `Follows the other windows of ${record}, last heard at ${heard}.`,
  withoutStudies: 'Only the patient is followed: which study is open is not shared with this window.',
  nothingOpen: 'The study that was open there has been closed.',
  lost: (record: string, at: string) =>
    `Since ${at} this window no longer follows the other windows of ${record}: they may show something else.`,
  flooded: (record: string, at: string) =>
    `At ${at} the other windows of ${record} sent more messages than can be right. This window stopped listening: they may show something else.`,
  refused: (record: string) => `This window does not follow the other windows of ${record}.`,
  again: 'Try again',
  asking: (record: string, patient: string) =>
    `${record} has opened another patient. This window stays with ${patient} until you decide.`,
  follow: 'Follow, and close this patient',
  stay: 'Stay here',
  leaving: { title: 'Follow without saving?', leave: 'Follow and lose them' },
  /** Why this window and the others do not show the same. `patient` is who is shown here */
  apart: {
    contradiction: (patient: string) =>
      `What the other windows say of their patient contradicts itself. It is not followed: this window stays with ${patient}.`,
    unsaved: (patient: string) =>
      `The record has opened another patient. This window stays with ${patient}: save or discard your measurements first.`,
    'unknown-study': (patient: string) =>
      `A study was opened elsewhere that is not in the list of ${patient}. It is not followed.`,
    'unknown-patient': (patient: string) =>
      `Something was opened elsewhere without saying enough of the patient. This window stays with ${patient}.`,
    declined: (patient: string) =>
      `The other windows show another patient. This window stays with ${patient}.`,
    others: () => 'Another window did not follow: it may show something else than this one.',
  },
} as const;
