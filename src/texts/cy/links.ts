import type { Spoken } from '../language';
import type * as en from '../en/links';

export const linkTexts: Spoken<typeof en.linkTexts> = {
  scroll: {
    position: 'wedi’u cysylltu yn ôl safle',
    offset: 'wedi’u cysylltu yn ôl pellter',
    'not-parallel': 'heb sgrolio gyda’i gilydd: sleisiau i gyfeiriad arall',
    'no-positions': 'heb sgrolio gyda’i gilydd: safleoedd yn anhysbys',
    pair: 'wedi’u cysylltu lun wrth lun',
    single: 'chwyddo a symud wedi’u cysylltu',
  },
  windowNotLinked: 'ffenestr heb ei chysylltu',
  nearest: (millimetres) => `sleis agosaf ${Math.round(millimetres)} mm i ffwrdd`,
};
