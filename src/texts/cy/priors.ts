import { bodyPartWords } from '../en/body-parts';
import { fieldsWords } from '../en/identity';
import type { Spoken } from '../language';
import type * as en from '../en/priors';

const why = (part: string) => `yr un rhan o’r corff (${bodyPartWords(part)})`;

export const priorTexts: Spoken<typeof en.priorTexts> = {
  with: (what, when, interval) => `Cymharu â ${[what, when, interval].filter(Boolean).join(', ')}`,
  comparedWith: (when) => `Yn cael ei chymharu â ${when}`,
  choose: 'Dewis beth i gymharu ag ef',
  mark: 'BLAENOROL',
  current: 'Cyfredol',
  name: 'Blaenorol',
  asking: 'Yn gofyn am ei lluniau…',
  pictureless: 'Nid oes lluniau ynddi.',
  anothers: 'Mae ei lluniau wedi’u labelu fel rhai person arall: ni ddangosir yr un ohonynt.',
  notOpened: (reason) => `Ni ellid ei hagor: ${reason}`,
  stop: 'Stopio cymharu',
  why,
  openIt: (part) => `Ei hagor: ${why(part)}`,
  earlier: (what) => `Cynharach: ${what}`,
  view: (span) => `Blaenorol, ${span ?? 'cynharach'}`,

  anothersTitle: 'Mae lluniau’r astudiaeth flaenorol yn perthyn i berson arall',
  anothersMeaning: (fields) =>
    `Mae ganddynt ${fieldsWords(fields)} gwahanol ac maent wedi’u labelu fel rhai person arall: ni ddangosir yr un ohonynt. Dywedwch wrth yr adran ddelweddu sy’n eu cadw.`,
  notFetched: 'Nid oedd modd nôl yr astudiaeth flaenorol',
};
