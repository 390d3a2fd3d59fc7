import { readConfig } from './config/config';
import { issuerOf } from './config/issuer';
import type { Config } from './config/site-config';
import { launchWords } from './texts/en/launch-failures';
import { LANGUAGE_CHOICE, RECORD_LOCALES } from './texts/language';
import { languageFor } from './texts/language-for';
import type { Result } from './domain/problem';
import type { Milestone } from './domain/ports/milestone';
import { markName, type MarkDetail } from './domain/launch/speed';
import { nextTurn } from './domain/turns';
import { isWithin } from './fhir/resource/addresses';
import { browserPage } from './fhir/smart/page';
import { firstPictureGate } from './domain/first-picture-gate';
import { preconnect } from './fhir/smart/preconnect';
import { smartRecord } from './fhir/record/record';
import { hasStarted, showNotStarted } from './not-started';

/*
 * What has to be asked comes first: the code of the screen is fetched while the token is, and runs once the patient and the
 * imaging have been asked for. app.ts takes over, with the answers on their way.
 */

/** Milliseconds after which the screen's code runs in any case, to say what is waited for */
const SCREEN_CODE_WAIT = 300;

/** What follows the address of the practice */
const PRACTICE = '?practice';

const screenCode = () => import('./app');
const fetcher: typeof fetch = (...asked) => fetch(...asked);
const target = document.getElementById('app') ?? document.body;
hasStarted(document);
leaveNothingBehind(window);
void begin().catch((error: unknown) => showNotStarted(target, error));

async function begin(): Promise<void> {
  const config = await readConfig(
    new URL('config.json', document.baseURI),
    fetcher,
    new AbortController().signal,
    // The launch page has asked a moment ago whether it is still the same.
    'force-cache',
  );
  if (config.ok) await start(config.value);
  else (await screenCode()).mountLaunchFailure(target, config.problem, launchWords(config.problem));
}

async function start(config: Config): Promise<void> {
  const words = otherWords(config);
  if (location.search === PRACTICE) return practise(config, words);
  const gateway = config.gateway === undefined ? undefined : await gatewayOf(config.gateway, config);
  const ask = gateway?.fetch ?? fetcher;
  if (!gateway)
    preconnect(
      document,
      config.archives.map(({ root }) => new URL(root).origin),
    );
  const firstPicture = firstPictureGate();
  const marked = marker(() => smart.startedAt());
  const mark = (milestone: Milestone) => {
    marked(milestone);
    if (milestone === 'first-image') firstPicture.end('launch');
  };
  let tokenCame: () => void = () => undefined;
  const asking = new Promise<void>((resolve) => (tokenCame = resolve));
  const smart = smartRecord({
    allow: (iss) => issuerOf(config, iss),
    tokenRoots: config.archives
      .filter(({ credentials }) => credentials === 'ehr-token')
      .map(({ root }) => new URL(root)),
    endpointOrigins: config.endpointOrigins,
    longest: minutes(config.sharedComputer?.endAfterMinutes),
    manifests: config.manifests,
    messagingOrigins: config.messagingOrigins,
    forPatients: config.patientLaunch !== false,
    ...(config.identifierRules && { identifierRules: config.identifierRules }),
    // Nothing of a session that a gateway keeps has to be kept here.
    page: gateway ? { ...browserPage(window), storage: undefined } : browserPage(window),
    forms: screenCode,
    fetch: ask,
    ...(gateway && { finish: gateway.finish }),
    locks: navigator.locks,
    firstPicture,
    mark: (milestone) => {
      mark(milestone);
      tokenCame();
    },
  });
  // One page is one launch: who asks for the record is given this one, and it is kept for nobody else.
  let opening: ReturnType<typeof smart.record.open> | undefined = smart.record.open(
    new AbortController().signal,
  );
  const open: typeof smart.record.open = (signal) => {
    const given = opening ?? smart.record.open(signal);
    opening = undefined;
    return given;
  };
  await Promise.race([asking, opening, pause(SCREEN_CODE_WAIT)]);
  // The questions are put together in microtasks: they leave before the screen's code takes the processor.
  await pause(0);
  const { startApp, mountLaunchFailure } = await screenCode();
  const said = await words;
  if (said?.ok === false) {
    const problem = { kind: 'configuration-invalid', what: said.problem } as const;
    return void mountLaunchFailure(target, problem, launchWords(problem));
  }
  // What the code needs to run at all has been done; the screen is made in a turn of its own.
  await nextTurn();
  await startApp(target, config, {
    ...smart,
    record: { open },
    mark,
    afterPicture: firstPicture.passed,
    ...(gateway && { fetch: ask }),
  });
}

/** Everybody may look at the viewer over an invented patient: no record, no archive and no token has a part in it. */
async function practise(config: Config, words: Promise<unknown> | undefined): Promise<void> {
  // Its own words are those of the language that is spoken by then.
  await words;
  const [{ practice, practiceConfig, NAMED }, { startApp, mountCoach }] = await Promise.all([
    import('./practice/practice'),
    screenCode(),
  ]);
  const app = await startApp(target, { ...config, ...practiceConfig() }, practice());
  await mountCoach(target, app, NAMED);
}

/** Its code comes only where a site has one. */
async function gatewayOf(address: string, config: Config) {
  const { archives, endpointOrigins, hubOrigins, auditEndpoint, pars } = config;
  const { gatewayAt } = await import('./fhir/smart/gateway');
  const stores = [auditEndpoint, pars?.endpoint];
  const roots = [...archives, ...stores].flatMap((each) => each?.root ?? []);
  const asked = [...roots, ...endpointOrigins, ...hubOrigins].map((root) => new URL(root));
  return gatewayAt(new URL(address), asked, isWithin, fetcher);
}

/**
 * Other words than English, or words of the site's own, where somebody wants them: their code and the file come beside the
 * token. Where they cannot be had now, the viewer speaks as it does without them.
 */
function otherWords({ languages, texts }: Config): Promise<Result<void, string> | undefined> | undefined {
  const wishes = [kept('localStorage', LANGUAGE_CHOICE), kept('sessionStorage', RECORD_LOCALES)];
  const language = languageFor(languages, [...wishes, ...navigator.languages]);
  if (language === 'en' && texts === undefined) return undefined;
  const file = texts && import('./config/beside').then(({ readBeside }) => readBeside(texts, fetcher));
  return import('./texts/other-words')
    .then(async ({ speakWith }) => speakWith(language, ['en', ...languages], (await file) || undefined))
    .catch(() => undefined);
}

/** Storage is blocked in some frames. */
function kept(storage: 'localStorage' | 'sessionStorage', key: string): string | null {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
}

/**
 * A page that Back or Forward brings back as it was (bfcache) would show a patient whom nobody asked the record for: it
 * is left blank, and begins again.
 */
function leaveNothingBehind(page: Window): void {
  page.addEventListener('pagehide', ({ persisted }) => {
    if (persisted) document.documentElement.hidden = true;
  });
  page.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) page.location.reload();
  });
}

const minutes = (count: number | undefined) => (count === undefined ? undefined : count * 60_000);

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Each milestone once, as a User Timing mark that anyone can read and nobody can be identified by. The launch began on
 * another page, so both ends are taken from the device's clock: the pages' own timers do not share a beginning.
 */
function marker(startedAt: () => number | undefined): (milestone: Milestone) => void {
  const marked = new Set<Milestone>();
  return (milestone) => {
    if (marked.has(milestone)) return;
    marked.add(milestone);
    const started = startedAt();
    const detail: MarkDetail = started === undefined ? {} : { sinceLaunch: Date.now() - started };
    performance.mark(markName(milestone), { detail });
  };
}
