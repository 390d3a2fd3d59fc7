import type { Shortfall } from '../../domain/knowledge/remote';
import type { WhyNotAsked } from '../../domain/problem';
import type { Spoken } from '../language';
import type * as en from '../en/sources';
import { counted, ENTRY, STUDY } from './plurals';

const WHY_NOT_ASKED: Readonly<Record<Exclude<WhyNotAsked, 'store-not-known'>, string>> = {
  'no-identifier': 'nid oes gan y cofnod rif o’r claf hwn y mae’n ei ddefnyddio',
  'no-nhs-number': 'nid oes gan y cofnod rif GIG ar gyfer y claf hwn',
  'identifier-not-valid': 'nid yw’r rhif yn y cofnod yn un dilys',
  'no-scope': 'nid yw’r mewngofnodi hwn yn ei gynnwys',
  'foreign-origin': 'nid yw’r gwyliwr hwn wedi’i osod i ofyn yn ei gyfeiriad',
  'switched-off': 'mae wedi’i ddiffodd',
  'no-way-to-ask': 'dim ond mewn gwyliwr ei hun y gellir edrych arno',
  'not-known-what-for': 'nid yw’r cofnod yn dweud ble y gellir gofyn amdano',
  'address-not-had': 'ni ellid cael ei gyfeiriad o’r cofnod',
};

type ShortfallWords = {
  readonly [Kind in Shortfall['kind']]: (
    name: string,
    shortfall: Extract<Shortfall, { kind: Kind }>,
  ) => string;
};

const SHORTFALLS: ShortfallWords = {
  unreadable: (name, { count }) => `Ni ellid darllen ${counted(count, ENTRY)} o ${name}.`,
  'cannot-tell-whose': (name, { count }) =>
    `Ni all neb ddweud am bwy y mae ${counted(count, ENTRY)} o ${name}.`,
  'page-missing': (name) => `Anfonodd ${name} ran o’i ateb, ac ni ddaeth y gweddill.`,
  'source-says-incomplete': (name, { words }) =>
    `Mae ${name} ei hun yn dweud nad yw ei ateb yn gyflawn${words === undefined ? '' : `: “${words}”`}${words?.endsWith('.') ? '' : '.'}`,
  'fewer-than-announced': (name, { announced, came }) =>
    `Cyhoeddodd ${name} ${announced} ac anfonodd ${came}.`,
  'limit-reached': (name, { most }) =>
    `Mae gan ${name} fwy nag y gellir ei dderbyn: mae’n gorffen ar ôl ${most.toLocaleString('cy')}.`,
  'links-missing': (name) => `Ni ddywedodd ${name} o ba astudiaeth y daw pob un ohonynt.`,
  'not-listed': (name, { count }) =>
    `Mae’r cofnod yn dweud bod gan ${name} ${counted(count, STUDY)} arall, nad yw’n ei rhestru o dan rif y claf hwn.`,
  'granted-in-part': (name) =>
    `Dim ond rhan o’r hyn sydd gan ${name} o hyn y mae’r mewngofnodi hwn yn ei chynnwys.`,
  'not-looked-through': (name) =>
    `Ni ellir gofyn i ${name} a oes adroddiadau neu ddogfennau ymhlith lluniau cyfres.`,
};

export const sources: Spoken<typeof en.sources> = {
  name: 'Ffynonellau',
  title: 'O ble y daw’r rhestr hon',
  asking: (name) => `Yn gofyn i ${name}…`,
  answered: (name, count, at) => `${name}: ${counted(count, STUDY)} (${at})`,
  nothing: (name, at) => `Dim delweddu yn ${name} (${at})`,
  silent: (names) => `Ni atebodd ${names}.`,
  somebodyElses: (count) =>
    `Gadawyd ${counted(count, STUDY)} allan: wedi’u labelu yno fel rhai person arall.`,
  notAsked: (name, why) =>
    why === 'store-not-known'
      ? `Mae’r lluniau mewn storfa nad yw’r gwyliwr hwn yn ei hadnabod. Ar gyfer y ddesg gymorth: ${name}`
      : `Ni ofynnwyd i ${name}: ${WHY_NOT_ASKED[why]}`,
  recordMissing: 'Nid yw ei restr na’i adroddiadau yma.',
  archiveMissing: 'Nid yw ei ddelweddu yn y rhestr hon.',
  shortfall: (name, shortfall) =>
    // Each sentence takes exactly the shortfall of its own key, which the compiler cannot follow through the index.
    (SHORTFALLS[shortfall.kind] as (name: string, shortfall: Shortfall) => string)(name, shortfall),
};
