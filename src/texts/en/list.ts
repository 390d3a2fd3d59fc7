/* What may be said of the whole list, and of what was opened from it. */

export const list = {
  grows: 'The list may still grow.',
  complete: (at: string) => `Complete as of ${at}`,
  partial: 'This list is not complete',
  noneSoFar: 'No imaging found so far, but not everything is known',
  /** @param sources "Bolton or Wigan" */
  none: (sources: string) => `No imaging at ${sources}`,
  allAnswered: (at: string) => `All of them answered. Complete as of ${at}.`,
  couldNotAsk: 'We could not ask for this patient’s imaging',
  notNone: 'This does not mean that there is none.',
  mayHave: 'This patient may have imaging there.',
  mayBeMissing: 'Studies may be missing.',
  moreGaps: (count: number) =>
    `${count === 1 ? 'One more source is' : `${count} more sources are`} not complete: see Sources.`,
  /** After a landing on what was the newest so far: "A newer study was found: Chest X-ray, 25-Nov-2026" */
  foundSince: ({
    newer,
    what,
    when,
  }: {
    readonly newer: boolean;
    readonly what: string;
    readonly when: string;
  }) => `${newer ? 'A newer' : 'Another'} study was found: ${what}, ${when}`,
  /** The launch named studies or reports, and none of them is in the list */
};

export const plannedImaging = {
  mayBe: 'Imaging may have been requested or booked.',
  unanswered: {
    requests: 'Imaging may have been requested.',
    appointments: 'Imaging may have been booked.',
  },
  notIncluded: {
    requests: 'This sign-in does not include requests.',
    appointments: 'This sign-in does not include appointments.',
  },
};
