import type { FusionPart, FusionRefusal } from '../../domain/volume/fusion';
import type * as en from '../en/nuclear';
import type { Spoken } from '../language';

const parts: Readonly<Record<FusionPart, string>> = {
  tracer: 'delweddau meddygaeth niwclear',
  anatomy: 'delweddau CT neu MR',
};

const REFUSED: {
  readonly [Kind in FusionRefusal['kind']]?: (why: Extract<FusionRefusal, { kind: Kind }>) => string;
} = {
  'other-frame': () => 'Maent yn enwi fframiau cyfeirio gwahanol: nid yr un lle yw’r un rhifau yn y ddau.',
  registration: ({ why }) =>
    why === 'disagree'
      ? 'Maent yn enwi fframiau cyfeirio gwahanol, ac nid yw’r cofrestriadau sy’n eu cysylltu’n dweud yr un peth.'
      : 'Maent yn enwi fframiau cyfeirio gwahanol, ac nid troi a symud yn unig y mae’r cofrestriad sy’n eu cysylltu.',
  'frame-unknown': ({ part }) =>
    `Nid yw’r ${parts[part]} yn enwi ffrâm gyfeirio: ni ellir gwybod ai’r un lleoedd ydynt.`,
  'no-volume': ({ part }) => `Nid yw’r ${parts[part]} yn gyfaint.`,
};

export const nuclearTexts: Spoken<typeof en.nuclearTexts> = {
  palettes: {
    'hot-iron': 'Haearn poeth',
    pet: 'PET',
    'hot-metal-blue': 'Metel poeth glas',
    'pet-20-step': 'PET 20 cam',
    spring: 'Gwanwyn',
    summer: 'Haf',
    fall: 'Hydref',
    winter: 'Gaeaf',
  },
  palette: 'Palet',
  grey: 'Llwyd',
  fusion: 'Cyfuniad',
  fuseWith: 'Cyfuno â',
  notFused: 'Dim',
  opacity: 'Didreiddedd, %',
  from: 'o',
  to: 'i',
  range: (unit) => `Lliwiau, ${unit}`,
  fused: (over) => `Cyfunwyd â ${over}; mae chwarter isaf ei liwiau’n pylu`,
  fusedShort: (over) => `wedi’i gyfuno â ${over}`,
  registered: 'wedi’i osod gan gofrestriad',
  registeredBy: (label, maker) =>
    `Dwy ffrâm gyfeirio, wedi’u cysylltu gan gofrestriad${label && ` “${label}”`}. ${maker}`,
  registration: {
    reading: 'Yn darllen sut y mae’r ddau’n gorwedd…',
    failed: 'Ni ellid darllen cofrestriad o’r astudiaeth hon.',
  },
  refused: (label) => `Ni ellir cyfuno â ${label}`,
  nothing:
    'Nid oes dim i gyfuno ag ef: nid oes gan yr astudiaeth ddelweddau CT nac MR wrth ymyl rhai meddygaeth niwclear.',
  sideBySide: 'Eu dangos ochr yn ochr',
  notCorrected: 'Heb ei gywiro am wanhad',
  suv: 'SUV pwysau corff, g/ml',
  suvTo: (to) => `SUV 0–${to}`,
  legend: 'Beth mae’r disgleirdeb neu’r lliw yn ei olygu',
  both: (uptake, activity) => `SUV ${uptake} (${activity})`,
  uptake: (uptake) => `SUV ${uptake}`,
  atPointer: (words) => `Wrth y pwyntydd: ${words.join(' · ')}`,
};

export const fusionRefusalWords: Spoken<typeof en.fusionRefusalWords> = (why) =>
  (REFUSED[why.kind] as unknown as ((why: FusionRefusal) => string) | undefined)?.(why);
