import type { Spoken } from '../language';
import type * as en from '../en/measurements-saved';

export const savedTexts: Spoken<typeof en.savedTexts> = {
  saved: (ofPrior) => (ofPrior ? 'Wedi cadw rhai’r un blaenorol' : 'Wedi cadw'),
  save: (count, ofPrior) => `Cadw ${count}${ofPrior ? ' o’r un blaenorol' : ''} yn yr archif`,
  saving: 'Yn cadw…',
  savedIn: (where) =>
    `Cadwyd yn ${where} fel adroddiad strwythuredig, wrth ymyl y lluniau. Nid yw dileu un yma yn ei dynnu oddi yno.`,
  notSaved: (why) => `Heb ei gadw: ${why}.`,
  perhapsSaved: (why) =>
    `Efallai eu bod yn yr archif, neu beidio: ${why}. Os byddwch yn cadw’r rhain yn unig eto, yr un ddogfen yw hi: nid oes dim yno ddwywaith.`,
};
