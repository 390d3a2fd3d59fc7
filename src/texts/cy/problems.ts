import { OWN_SERVER, type Fault, type Problem, type VideoContainer } from '../../domain/problem';
import { fieldsWords, identity } from '../en/identity';
import { sources } from '../en/sources';
import { clockWords } from '../../domain/dates';
import type { Spoken } from '../language';
import type * as en from '../en/problems';
import { listed } from './plurals';

const FAULTS: Readonly<Partial<Record<Fault, string>>> = {
  'no-curves': 'Nid oes cromliniau yn y gwrthrych hwn',
  'no-picture': 'Nid oes llun yn y gwrthrych hwn',
  'no-canvas': 'ni all y porwr hwn luniadu',
  'video-without-length': 'fideo heb hyd',
  'decoder-gave-up': 'rhoddodd y datgodiwr y gorau iddi',
  'decoder-stopped': 'stopiodd y datgodiwr',
  'decoder-endless': 'ni ddaeth y datgodiwr i ben',
  'no-decoder': 'ni ellid cychwyn datgodiwr',
  'no-series-readable': 'rhestr o gyfresi na ellir darllen yr un ohonynt',
};

export const faultWords: typeof en.faultWords = (what) =>
  (FAULTS as Readonly<Record<string, string | undefined>>)[what] ?? what;

const CONTAINERS: Readonly<Record<VideoContainer, string>> = {
  'transport-stream': 'ffrwd gludo MPEG',
  'program-stream': 'ffrwd raglen MPEG',
  matroska: 'ffeil Matroska',
  'elementary-stream': 'ffrwd noeth',
  'no-index': 'ffeil heb fynegai',
};

const codingWords = ({ coding, container }: Extract<Problem, { kind: 'unplayable' }>): string =>
  `${coding ?? 'codio anhysbys'}${container ? ` mewn ${CONTAINERS[container]}` : ''}`;

const placeWords = (where: string) => (where === OWN_SERVER ? 'gweinydd y gwyliwr ei hun' : where);

type Words = { readonly [Kind in Problem['kind']]?: (problem: Extract<Problem, { kind: Kind }>) => string };

const WORDS: Words = {
  unreachable: ({ where }) => `Ni ellid cyrraedd ${placeWords(where)}`,
  offline: ({ where }) =>
    `Nid oes gan y ddyfais hon gysylltiad rhwydwaith, felly ni ellid gofyn i ${placeWords(where)}`,
  'timed-out': ({ where }) => `Ni atebodd ${where} mewn pryd`,
  unauthorised: ({ where }) => `Nid yw ${where} yn derbyn y mewngofnodi hwn`,
  forbidden: ({ where }) => `Nid yw ${where} yn caniatáu i chi weld hyn`,
  redirected: ({ where }) => `Anfonodd ${where} ni i gyfeiriad arall, na chaiff ei ddilyn`,
  'not-found': ({ where, also = [] }) =>
    also.length === 0 ? `Nid yw gan ${where}` : `Nid yw gan ${listed([where, ...also], 'nor')}`,
  busy: ({ where }) => `Mae ${where} yn rhy brysur i ateb`,
  staging: ({ where }) =>
    `Mae ${where} yn nôl hyn o’i storfa hirdymor, sy’n cymryd amser. Gofynnir iddo eto heb i neb wneud dim`,
  resting: ({ where, until }) =>
    `Mae ${where} wedi methu sawl gwaith yn olynol. Gofynnir iddo eto ar ôl ${clockWords(new Date(until))}`,
  failed: ({ where, status }) =>
    status === 404
      ? `Ni allai ${where} ateb: nid oes dim ganddo yn y cyfeiriad lle gofynnwyd iddo`
      : `Ni allai ${where} ateb oherwydd nam o’i eiddo ei hun`,
  malformed: ({ where }) => `Anfonodd ${where} ateb na ellir ei ddarllen`,
  'none-readable': ({ where }) => `Atebodd ${where}, ac ni ellir lluniadu yma yr un o’r lluniau a anfonodd`,
  'not-asked': ({ where, why }) => sources.notAsked(where, why),
  'not-stored': ({ where, why }) => `Ni chymerodd ${where} ef: ${why}`,
  unsupported: ({ what }) => `Ni ellir dangos y math hwn o lun eto (${faultWords(what).replace(/\.$/, '')})`,
  'coding-unknown': ({ where }) =>
    `Ni ddywedodd ${where} sut mae’r llun hwn wedi’i godio, ac nid yw’r llun ei hun yn ei ddangos`,
  'impossible-size': () => 'Mae maint y llun yn groes i’w ddata, felly nid yw’n cael ei ddangos',
  undecodable: () => 'Mae data’r llun wedi’u difrodi ac ni ellir eu dangos',
  'not-decoded': () => 'Ni ellid datgodio’r llun hwn ar y ddyfais hon',
  'no-picture': () => 'Nid oes llun yn y gwrthrych hwn',
  'too-large': ({ what, where }) =>
    where === undefined
      ? `Mae hwn yn fwy nag y gellir ei agor yma (${what})`
      : `Anfonodd ${where} fwy nag y gellir ei ddarllen yma (${what})`,
  'other-content': ({ where, other }) =>
    `Nid yw ${where} yn rhoi’r llun hwn nawr, ac mae gan ${other} lun gwahanol o dan yr un rhif, nad yw’n cael ei ddangos`,
  'no-memory': () =>
    'Nid oes cof ar ôl gan y ddyfais hon ar gyfer y llun hwn. Mae cau golygfeydd, tabiau neu raglenni eraill yn rhoi peth iddi',
  unplayable: (problem) =>
    `Ni all y porwr hwn chwarae’r fideo hwn (${codingWords(problem)}). Mae gan yr archif ef; efallai y gall porwr arall ei chwarae`,
  'different-person': ({ differs }) =>
    `Mae’r lluniau hyn wedi’u labelu fel rhai person arall: ${fieldsWords(differs)} yn wahanol`,
  withdrawn: ({ as }) => identity.withdrawn(as),
  'not-recorded': ({ where }) =>
    `Nid yw ${where} yn cofnodi pwy a edrychodd, ac ni ddangosir dim yma heb hynny`,
};

export const problemWords: Spoken<typeof en.problemWords> = (problem) =>
  // Each entry takes exactly the problem of its own key, which the compiler cannot follow through the index.
  (WORDS[problem.kind] as ((problem: Problem) => string) | undefined)?.(problem);

export const problemTexts: Spoken<typeof en.problemTexts> = {
  tryAgain: 'Rhoi cynnig arall',
  tryAgainWith: (what) => `Rhoi cynnig arall: ${what}`,
  httpStatus: (status) => `Statws HTTP ${status}`,
};
