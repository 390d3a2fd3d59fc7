import type { LandingReason } from '../../domain/list/relevance';
import type { Spoken } from '../language';
import type * as en from '../en/list';
import { counted, IMAGE, SERIES, STUDY } from './plurals';

export const list: Spoken<typeof en.list> = {
  grows: 'Gall y rhestr dyfu eto.',
  complete: (at) => `Cyflawn am ${at}`,
  partial: 'Nid yw’r rhestr hon yn gyflawn',
  noneSoFar: 'Dim delweddu hyd yn hyn, ond nid yw popeth yn hysbys',
  none: (sources) => `Dim delweddu yn ${sources}`,
  allAnswered: (at) => `Atebodd pob un ohonynt. Cyflawn am ${at}.`,
  open: '– ar agor',
  couldNotAsk: 'Ni allem ofyn am ddelweddu’r claf hwn',
  notNone: 'Nid yw hyn yn golygu nad oes dim.',
  mayHave: 'Gall fod gan y claf hwn ddelweddu yno.',
  mayBeMissing: 'Gall astudiaethau fod ar goll.',
  moreGaps: (count) =>
    `${count === 1 ? 'Mae un ffynhonnell arall' : `Mae ${count} ffynhonnell arall`} heb fod yn gyflawn: gweler Ffynonellau.`,
  foundSince: ({ newer, what, when }) =>
    `Cafwyd hyd i astudiaeth ${newer ? 'fwy newydd' : 'arall'}: ${what}, ${when}`,
};

const REASONS: Readonly<Record<LandingReason, string>> = {
  named: 'a ddewiswyd yn y cofnod',
  encounter: 'a archebwyd yn y cyfarfyddiad hwn',
  'newest-reported': 'y diweddaraf ag adroddiad',
  newest: 'y diweddaraf',
};

export const landingWords: typeof en.landingWords = ({ reason, provisional, undated }) => {
  if (undated === 'itself') return 'dyddiad anhysbys';
  const dated = undated ? ` ${reason === 'newest' ? 'â' : 'a'} dyddiad hysbys` : '';
  return `${REASONS[reason]}${dated}${provisional ? ' hyd yn hyn' : ''}`;
};

export const timelineTexts: Spoken<typeof en.timelineTexts> = {
  plannedNotLoaded: 'Nid oedd modd llwytho’r hyn y gofynnwyd amdano ac a drefnwyd.',
  list: 'Rhestr ddelweddu',
  title: 'Delweddu',
  shown: (shown, all) => `${shown} o ${all}`,
  studiesList: 'Astudiaethau delweddu',
  studies: (count) => counted(count, STUDY),
  showAll: 'Dangos y cyfan',
  filter: 'Hidlo',
  wholeList: 'Y rhestr gyfan',
  nothingMatches: (hidden) =>
    `Nid oes dim yn y rhestr hon yn cyfateb. Mae’r hidlydd yn cuddio ${counted(hidden, STUDY)}.`,
};

export const filterTexts: Spoken<typeof en.filterTexts> = {
  title: 'Delweddu',
  search: 'Chwilio’r rhestr hon',
  type: 'Math',
  allTypes: 'Pob math',
  bodyPart: 'Rhan o’r corff',
  allBodyParts: 'Pob rhan o’r corff',
  place: 'Lle',
  allPlaces: 'Pob lle',
  fromYear: 'O flwyddyn',
  fromAnyYear: 'O unrhyw flwyddyn',
  toYear: 'Hyd at flwyddyn',
  toAnyYear: 'Hyd at unrhyw flwyddyn',
};

const manifestOf = (when: string | undefined): string =>
  when === undefined ? 'ei maniffest' : `maniffest ${when}`;

export const rowTexts: Spoken<typeof en.rowTexts> = {
  noDescription: 'Dim disgrifiad',
  noPlace: 'Lle heb ei gofnodi',
  noModality: 'Heb ei gofnodi',
  noDate: 'Dyddiad heb ei gofnodi',
  notFoundYet: 'Lluniau heb eu canfod mewn archif eto',
  notListed: 'Nid yw unrhyw archif a atebodd yn rhestru’r lluniau',
  notCounted: 'Delweddau heb eu cyfrif',
  conflict: (where) => `Mae gan ${where} astudiaeth wahanol o dan yr un rhif, nad yw’n cael ei dangos yma`,
  byManifest: (count, when) => `${counted(count, SERIES)} yn ôl ${manifestOf(when)}`,
  moreThanManifest: (count, when) =>
    `Mae gan yr archif ${counted(count, SERIES)} yn fwy na ${manifestOf(when)}`,
  manifestFault: {
    'other-person': () => 'Mae ei maniffest yn perthyn i berson arall',
    'other-study': () => 'Mae ei maniffest yn disgrifio astudiaeth arall ac nid yw’n cael ei ddefnyddio',
    'not-read': () => 'Ni ellid darllen ei maniffest diweddaraf',
    older: (when) =>
      `Ni ellid darllen ei maniffest diweddaraf. Mae’n agor yn ôl un hŷn${when === undefined ? '' : `, dyddiedig ${when}`}, a all restru llai`,
  },
  images: (count) => counted(count, IMAGE),
  report: {
    asking: 'Yn gofyn am adroddiadau…',
    unknown: 'Adroddiad yn anhysbys',
    none: 'Dim adroddiad wedi’i gofnodi',
    recorded: 'Adroddiad',
  },
};
