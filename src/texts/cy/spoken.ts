import type { Spoken } from '../language';
import type * as en from '../en/spoken';
import { counted, IMAGE } from './plurals';

export const spokenTexts: Spoken<typeof en.spokenTexts> = {
  tool: (name) => `Offeryn: ${name}`,
  inverted: (on) => (on ? 'Wedi’i wrthdroi' : 'Heb ei wrthdroi mwyach'),
  flippedSideways: (on) => (on ? 'Wedi’i fflipio i’r ochr' : 'Heb ei fflipio i’r ochr mwyach'),
  flippedUpsideDown: (on) =>
    on ? 'Wedi’i fflipio o’r brig i’r gwaelod' : 'Heb ei fflipio o’r brig i’r gwaelod mwyach',
  undone: 'Wedi’i ddadwneud',
  loaded: (count) => `${counted(count, IMAGE)} yma, pob un ohonynt`,
};
