import type * as en from '../en/planning';
import type { Spoken } from '../language';
import { counted, REPORT, type Forms } from './plurals';

const EXAMINATION: Forms = { other: 'archwiliad' };

export const plannedImaging: Spoken<typeof en.plannedImaging> = {
  title: 'Ar y gweill',
  list: 'Delweddu ar y gweill',
  inRail: (count, mayBeMore) =>
    `${count === 0 ? '?' : count}${count > 0 && mayBeMore ? '+' : ''} ar y gweill`,
  mayBeMore: 'Gall fod rhagor.',
  notKnown: 'Anhysbys.',
  tryAgain: 'Rhoi cynnig arall: delweddu ar y gweill',
  noKind: 'Delweddu, math heb ei gofnodi',
  requested: (when) => `Gofynnwyd amdano ${when}`,
  requestedSince: (when) => `gofynnwyd amdano ${when}`,
  requestedUndated: 'Gofynnwyd amdano, dyddiad heb ei gofnodi',
  booked: (when) => (when === undefined ? 'Trefnwyd, dyddiad heb ei gofnodi' : `Trefnwyd ar gyfer ${when}`),
  mayBe: 'Gall fod cais neu drefniant am ddelweddu.',
  unanswered: {
    requests: 'Gall fod cais am ddelweddu.',
    appointments: 'Gall fod trefniant am ddelweddu.',
  },
  notIncluded: {
    requests: 'Nid yw’r mewngofnodi hwn yn cynnwys ceisiadau.',
    appointments: 'Nid yw’r mewngofnodi hwn yn cynnwys apwyntiadau.',
  },
};

export const planning: Spoken<typeof en.planning> = {
  open: 'Ceisiadau a chanlyniadau',
  title: 'Ceisiadau, apwyntiadau a chanlyniadau',
  close: 'Cau',
  asking: 'Yn gofyn am geisiadau ac apwyntiadau…',
  how: 'Wedi’u cysylltu drwy’r hyn y mae’r cofnod a’r archifau’n ei enwi yn unig: y cais ei hun, ei rif, rhif derbyn. Saif ar ei ben ei hun yr hyn nad yw’n enwi dim.',
  headings: {
    attention: 'Angen sylw',
    open: 'Eto i ddod',
    result: 'Canlyniadau',
    cancelled: 'Wedi’u canslo',
  },
  nothingOpen: (asOf) => `Nid oes cais nac apwyntiad, am ${asOf}.`,
  nothingOpenHere: 'Ni ddaeth dim y gofynnwyd amdano nac a drefnwyd.',
  steps: 'Beth a ddigwyddodd',
  openStudy: (what) => `Agor ${what}`,
  readReport: 'Darllen yr adroddiad hwn',
  asked: (intent, when) => {
    const word =
      intent === 'plan'
        ? 'Cynlluniwyd'
        : intent === 'proposal' || intent === 'option'
          ? 'Cynigiwyd'
          : 'Gofynnwyd amdano';
    return when === undefined ? `${word}, dyddiad heb ei gofnodi` : `${word} ${when}`;
  },
  askedThen: {
    revoked: 'wedi’i ganslo',
    replaced: 'cymerwyd ei le gan un arall',
    'on-hold': 'wedi’i ohirio',
    draft: 'drafft, heb ei anfon',
    forbidden: 'ddim i’w wneud',
    completed: 'wedi’i nodi’n gyflawn',
    unknown: 'cyflwr heb ei gofnodi',
  },
  appointment: {
    booked: (when) => `Trefnwyd ar gyfer ${when}`,
    proposed: (when) => `Cynigiwyd ar gyfer ${when}`,
    pending: (when) => `Cynigiwyd ar gyfer ${when}, heb ei gadarnhau`,
    waitlist: (when) => `Ar y rhestr aros, ${when}`,
    arrived: (when) => `Mynychwyd ${when}`,
    cancelled: (when) => `Canslwyd apwyntiad ${when}`,
    noshow: (when) => `Ni fynychwyd ar ${when}`,
    other: (when) => `Apwyntiad ${when}`,
  },
  waiting: 'Ar y rhestr aros',
  undated: 'diwrnod heb ei gofnodi',
  done: (when, what) => (what === undefined ? `Gwnaed ${when}` : `Gwnaed ${when}: ${what}`),
  awaited: 'Nid yw’r lluniau yno eto',
  examinationCancelled: 'Archwiliad wedi’i ganslo',
  reported: (when, status, word) => {
    if (status === 'registered') return 'Adroddiad wedi’i gyhoeddi, heb gyrraedd eto';
    if (status === 'cancelled') return 'Adroddiad wedi’i ganslo';
    if (status === 'entered-in-error') return 'Adroddiad wedi’i dynnu’n ôl: camgymeriad ydoedd';
    const day = when === undefined ? 'Adroddwyd, dyddiad heb ei gofnodi' : `Adroddwyd ${when}`;
    return status === 'final' ? day : `${day} (${word.toLowerCase()})`;
  },
  unreported: (count) =>
    `Nid oes adroddiad y gellir ei ddarllen ar gyfer ${counted(count, EXAMINATION)} ohono.`,
  report: {
    announced: 'Mae ei adroddiad wedi’i gyhoeddi ac nid yw yno eto.',
    withdrawn: 'Tynnwyd ei adroddiad yn ôl.',
    none: 'Dim adroddiad wedi’i gofnodi.',
    unknown: 'Ni wyddys a adroddwyd arno.',
  },
  underWay: 'Ar y gweill: mae wedi’i gyhoeddi ac nid yw yno eto.',
  passed: {
    wanted: (when) => `Roedd ei angen erbyn ${when}, sydd wedi mynd heibio.`,
    booked: (when) => `Trefnwyd ar gyfer ${when}, sydd wedi mynd heibio.`,
  },
  overdue: {
    wanted: (when) => `Hwyr: roedd ei angen erbyn ${when}.`,
    booked: (when) => `Hwyr: trefnwyd ar gyfer ${when}.`,
  },
  attended: (when) => (when === undefined ? 'Mynychwyd.' : `Mynychwyd ${when}.`),
  completed: 'Dywed y cofnod ei fod wedi’i wneud.',
  result: {
    none: (asOf) => `Ni chafwyd canlyniad yn unrhyw ffynhonnell, am ${asOf}.`,
    unlinked: 'Ni ellir dweud a oes canlyniad: mae canlyniadau nad ydynt yn enwi cais.',
    unknown: 'Ni wyddys a oes canlyniad: nid yw pob ffynhonnell wedi ateb yn llawn.',
  },
  again: {
    none: 'Nid oes apwyntiad arall yn ei enwi.',
    unknown: 'Ni wyddys a oes apwyntiad arall.',
  },
  cancelled: 'Wedi’i ganslo.',
  cancelledStillBooked: (when) =>
    `Mae’r cais wedi’i ganslo, ac mae apwyntiad wedi’i drefnu o hyd ar gyfer ${when}.`,
  notBooked: 'Nid oes apwyntiad yn ei enwi.',
  short: {
    overdue: {
      wanted: (when) => `Hwyr: roedd ei angen erbyn ${when}`,
      booked: (when) => `Hwyr: trefnwyd ar gyfer ${when}`,
    },
    passed: {
      wanted: (when) => `Roedd ei angen erbyn ${when}`,
      booked: (when) => `Roedd wedi’i drefnu ar gyfer ${when}`,
    },
    attended: (when) => `Mynychwyd ${when}`,
    missed: {
      cancelled: (when) => `Canslwyd apwyntiad ${when}`,
      noshow: (when) => `Ni fynychwyd ar ${when}`,
    },
    cancelledStillBooked: (when) => `Cais wedi’i ganslo, apwyntiad o hyd ar gyfer ${when}`,
    underWay: 'Ar y gweill',
  },
  recommended: 'Beth mae adroddiadau’n ei argymell',
  recommendedHow:
    'Air am air, lle mae adroddiad yn ei nodi’n argymhelliad. Nid oes dim wedi’i baru: chi sydd i farnu a yw apwyntiad yn ei ateb.',
  recommendedBy: (day, what, source) => `${what}, ${day}, ${source}`,
  looking: 'Yn chwilio drwy’r adroddiadau…',
  provisional: (status) => `Adroddiad ${status.toLowerCase()}: gall newid`,
  askedBecause: (what) => `Mae cais yn enwi’r adroddiad hwn fel ei reswm: ${what}`,
  noneRecommended: (asOf) => `Nid oes adroddiad yn nodi dim yn argymhelliad, am ${asOf}.`,
  noneRecommendedHere: 'Nid oes adroddiad a ddaeth yn nodi dim yn argymhelliad.',
  notLooked: (count) =>
    `Ni chwiliwyd drwy ${counted(count, REPORT)} am hyn: dogfen, neu rannau na ddaethant. Darllenwch:`,
  reportsMayBeMore: 'Gall fod rhagor o adroddiadau.',
};
