import type { LaunchProblem, OAuthError } from '../../domain/problem';
import type { LaunchWords } from '../en/launch-failures';
import type { Spoken } from '../language';
import type * as en from '../en/launch-failures';

type Words = {
  readonly [Kind in LaunchProblem['kind']]?: (problem: Extract<LaunchProblem, { kind: Kind }>) => LaunchWords;
};

const AGAIN = 'Ewch yn ôl i gofnod y claf a dewis Delweddu eto.';
const SUPPORT = 'Dywedwch wrth eich tîm cymorth delweddu neu TG. Mae arnynt angen y geiriau isod.';
const IF_AGAIN = 'Os bydd yn digwydd eto, dywedwch wrth eich tîm cymorth delweddu neu TG.';

/** For who has to mend it: as the sign-in said it */
const saidBy = (said: OAuthError | undefined) =>
  said && { detail: `error: ${said.error}${said.description ? ` · ${said.description}` : ''}` };

const NOT_CURRENT: Record<
  Extract<LaunchProblem, { kind: 'patient-not-current' }>['how'],
  readonly [title: string, meaning: (where: string) => string]
> = {
  replaced: [
    'Cyfunwyd y cofnod hwn ag un arall',
    (where) => `Mae ${where} yn dweud bod y cofnod claf hwn wedi’i gyfuno ag un arall.`,
  ],
  inactive: [
    'Nid yw’r cofnod hwn yn cael ei ddefnyddio mwyach',
    (where) =>
      `Mae ${where} yn dweud nad yw’r cofnod claf hwn yn cael ei ddefnyddio mwyach; efallai ei fod wedi’i gyfuno ag un arall.`,
  ],
  another: [
    'Efallai fod y cofnod hwn wedi’i gyfuno ag un arall',
    (where) => `Pan ofynnwyd am y cofnod claf hwn, atebodd ${where} gydag un arall.`,
  ],
  redirected: [
    'Symudwyd y cofnod hwn neu fe’i cyfunwyd ag un arall',
    (where) =>
      `Pan ofynnwyd am y cofnod claf hwn, anfonodd ${where} ni i gyfeiriad arall, sef yr hyn a wna pan gyfunwyd cofnod ag un arall. Ni ddilynwyd y cyfeiriad.`,
  ],
};

const UNAVAILABLE: Record<
  Extract<LaunchProblem, { kind: 'issuer-unavailable' }>['how'],
  readonly [title: (where: string) => string, what: string]
> = {
  silent: [(where) => `Ni atebodd ${where}`, 'Ni ellid cyrraedd ei fewngofnodi'],
  busy: [(where) => `Mae ${where} yn brysur`, 'Mae ei fewngofnodi’n gofyn am gynnig arall yn nes ymlaen'],
  failed: [(where) => `Ni allai ${where} orffen y mewngofnodi`, 'Atebodd ei fewngofnodi â gwall'],
  unreadable: [
    (where) => `Ni allai ${where} orffen y mewngofnodi`,
    'Rhoddodd ei fewngofnodi ateb na ellir ei ddarllen',
  ],
};

const WORDS: Words = {
  'configuration-missing': () => ({
    title: 'Nid yw Delweddu wedi’i osod yma',
    meaning: 'Ni ellid darllen gosodiadau’r safle hwn, felly ni ellir agor unrhyw gofnod.',
    action: SUPPORT,
    detail: 'config.json is missing beside index.html, or the server did not deliver it.',
    canRetry: true,
  }),
  'configuration-invalid': ({ what }) => ({
    title: 'Nid yw Delweddu wedi’i osod yn gywir',
    meaning: 'Mae camgymeriad yng ngosodiadau’r safle hwn, felly ni ellir agor unrhyw gofnod.',
    action: SUPPORT,
    detail: `config.json: ${what}`,
    canRetry: false,
  }),
  'no-issuer': () => ({
    title: 'Pa gofnod?',
    meaning: 'Agorwyd Delweddu heb ddweud ym mha gofnod y mae’r claf.',
    action: 'Agorwch gofnod y claf a dewis Delweddu yno.',
    canRetry: false,
  }),
  'unknown-issuer': () => ({
    title: 'Nid yw’r cofnod hwn wedi’i gysylltu â Delweddu',
    meaning:
      'Nid yw’r cofnod a ofynnodd am luniau yn un y mae’r safle hwn yn ei dderbyn. Nid anfonwyd dim ato.',
    action: 'Os agoroch hyn o’ch cofnod arferol, dywedwch wrth eich tîm cymorth delweddu neu TG.',
    detail: 'The launch’s iss is not among the issuers of config.json.',
    canRetry: false,
  }),
  'issuer-unavailable': ({ where, how }) => {
    const [title, what] = UNAVAILABLE[how];
    return {
      title: title(where),
      meaning: `${what}, felly nid yw’r claf yn hysbys ac ni ellir dangos unrhyw ddelweddu.`,
      action: `Gwiriwch y rhwydwaith, a bod y cofnod ei hun yn gweithio. ${AGAIN}`,
      canRetry: true,
    };
  },
  'not-smart': ({ where }) => ({
    title: `Ni allai ${where} gychwyn Delweddu`,
    meaning: 'Atebodd y cofnod, ond ni ddywedodd sut i fewngofnodi, felly ni ellir dangos unrhyw ddelweddu.',
    action: SUPPORT,
    detail:
      'Its .well-known/smart-configuration was refused or could not be read, is missing, or does not name safe authorization and token endpoints.',
    canRetry: true,
  }),
  denied: ({ where, said }) => ({
    title: 'Ni roddwyd mynediad',
    meaning: `Ni chaniataodd ${where} i Ddelweddu weld data’r claf hwn.`,
    action: `Os dywedoch na trwy gamgymeriad: ${AGAIN.charAt(0).toLowerCase()}${AGAIN.slice(1)} Fel arall gofynnwch i’r sawl sy’n rheoli mynediad i’r cofnod.`,
    ...saidBy(said),
    canRetry: false,
  }),
  'sign-in-misconfigured': ({ where, said }) => ({
    title: `Nid yw ${where} a Delweddu wedi’u gosod ar gyfer ei gilydd`,
    meaning:
      'Gwrthododd y mewngofnodi’r ffordd y mae’r safle hwn yn gofyn amdano. Ni wrthododd neb fynediad i chi.',
    action: SUPPORT,
    ...saidBy(said),
    canRetry: false,
  }),
  'sign-in-failed': ({ where, said }) => ({
    title: `Nid yw mewngofnodi ${where} yn gweithio`,
    meaning: 'Atebodd fod nam arno, neu ei fod yn rhy brysur, felly ni ellir dangos unrhyw ddelweddu eto.',
    action: `Arhoswch ennyd. ${AGAIN} ${IF_AGAIN}`,
    ...saidBy(said),
    canRetry: false,
  }),
  'code-used': ({ where, said }) => ({
    title: 'Agorwyd y dudalen hon yr eildro',
    meaning: `Dim ond unwaith, ac am amser byr, y mae ${where} yn gadael i bob agoriad gael ei ddefnyddio. Mae hyn yn digwydd ar ôl Yn ôl, Ail-lwytho neu gopïo’r tab.`,
    action: AGAIN,
    ...saidBy(said),
    canRetry: false,
  }),
  'state-mismatch': () => ({
    title: 'Ni ellir ymddiried yn yr agoriad hwn',
    meaning:
      'Nid yw’r ateb yn perthyn i fewngofnodi a gychwynnwyd gan y tab hwn, felly fe’i gwrthodwyd. Ni ddarllenwyd unrhyw ddata.',
    action: `Caewch y tab hwn. ${AGAIN}`,
    canRetry: false,
  }),
  'issuer-mismatch': ({ where, expected, answered }) => ({
    title: 'Ni ellir ymddiried yn yr agoriad hwn',
    meaning: answered
      ? `Atebodd mewngofnodi arall nag un ${where}, felly gwrthodwyd ei ateb. Ni ddarllenwyd unrhyw ddata.`
      : `Ni ddywedodd mewngofnodi ${where} ei enw fel yr addawodd, felly gwrthodwyd ei ateb. Ni ddarllenwyd unrhyw ddata.`,
    action: `${AGAIN} ${IF_AGAIN} Mae arnynt angen y geiriau isod.`,
    detail: `RFC 9207: iss of the answer: ${answered ?? 'none'} · expected: ${expected}`,
    canRetry: false,
  }),
  'token-refused': ({ where, said }) => ({
    title: `Ni dderbyniodd ${where} y mewngofnodi`,
    meaning: 'Hebddo ni ellir dangos unrhyw ddelweddu.',
    action: `${AGAIN} ${IF_AGAIN}`,
    ...saidBy(said),
    canRetry: false,
  }),
  'no-patient': ({ where }) => ({
    title: 'Ni ddewiswyd claf',
    meaning: `Agorodd ${where} Ddelweddu heb ddweud delweddu pwy sydd ei eisiau.`,
    action: 'Agorwch gofnod un claf yn gyntaf, yna dewiswch Delweddu.',
    canRetry: false,
  }),
  'not-for-patients': ({ where }) => ({
    title: 'Ni ddangosir lluniau yma',
    meaning: `Agorodd ${where} hwn ar gyfer claf. Nid yw’r safle hwn yn dangos lluniau i gleifion fel hyn.`,
    action: 'Gofynnwch i’ch clinigydd ddangos eich lluniau i chi.',
    canRetry: false,
  }),
  'patient-unusable': ({ where, what }) => ({
    title: 'Enwyd y claf mewn ffurf na ellir ei defnyddio',
    meaning: `Enwodd ${where} glaf, ond mewn ffurf na all Delweddu ei defnyddio. Ni ddangosir unrhyw ddelweddu, oherwydd gallai fod yn eiddo i berson arall.`,
    action: SUPPORT,
    detail: `“patient” in the token response is not the id of a Patient of this record: ${what}`,
    canRetry: false,
  }),
  'patient-unavailable': ({ where }) => ({
    title: 'Ni ellid darllen manylion y claf',
    meaning: 'Ni ddangosir unrhyw ddelweddu, oherwydd ni ddangosir lluniau byth heb wybod lluniau pwy ydynt.',
    action: `${AGAIN} Os bydd yn digwydd eto, dywedwch wrth y sawl sy’n cefnogi ${where}.`,
    canRetry: true,
  }),
  'patient-not-current': ({ where, how }) => {
    const [title, meaning] = NOT_CURRENT[how];
    return {
      title,
      meaning: `${meaning(where)} Ni ddangosir unrhyw ddelweddu o dan yr hen un.`,
      action: 'Agorwch gofnod cyfredol y claf a dewis Delweddu yno.',
      canRetry: false,
    };
  },
  'storage-blocked': () => ({
    title: 'Nid yw’r porwr hwn yn gadael i Ddelweddu weithio yma',
    meaning:
      'Rhaid i Ddelweddu gofio’r mewngofnodi tra bo’r cofnod yn ei wirio, ac nid yw’r porwr hwn yn gadael iddo, fel arfer am fod y cofnod yn dangos Delweddu mewn ffrâm.',
    action:
      'Agorwch Delweddu mewn tab ei hun, neu gofynnwch i’ch tîm cymorth TG ganiatáu storio ar gyfer y safle hwn.',
    detail:
      'sessionStorage is blocked. In a frame, this is the setting for third-party cookies and site data.',
    canRetry: true,
  }),
  'not-launched': () => ({
    title: 'Agorwch Delweddu o gofnod claf',
    meaning: 'Nid yw Delweddu’n dewis cleifion ei hun: mae’n dangos lluniau’r claf y mae ei gofnod ar agor.',
    action: 'Ewch i gofnod y claf a dewis Delweddu yno.',
    canRetry: false,
  }),
};

export const launchWords: Spoken<typeof en.launchWords> = (problem) =>
  // Each entry takes exactly the problem of its own key, which the compiler cannot follow through the index.
  (WORDS[problem.kind] as ((problem: LaunchProblem) => LaunchWords) | undefined)?.(problem);
