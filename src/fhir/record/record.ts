import type { Milestone } from '../../domain/ports/milestone';
import type { OpenRecord, PatientRecord, RecordedImaging } from '../../domain/ports/record';
import type { TokenSource } from '../../domain/ports/token-source';
import { err, ok, type LaunchProblem, type Problem, type Result } from '../../domain/problem';
import { fhirBase } from '../resource/addresses';
import type { AuditSession } from '../audit/audit';
import { encounterInContext, readEncounter } from './encounter';
import { finishLaunch, type AllowIssuer, type FinishedLaunch } from '../smart/finish';
import { imagingOf, namedImagingOf } from '../imaging/imaging';
import { verifiedUser } from '../smart/id-token';
import { viewedBy } from '../smart/viewed-by';
import { putLaunch } from '../smart/launch-store';
import { refreshOwnership } from '../smart/ownership';
import { revoke } from '../smart/revocation';
import type { Page } from '../smart/page';
import { patientFrom, type IdentifierRules } from './patient';
import { localReference } from '../resource/reference';
import type { FirstPictureGate } from '../../domain/first-picture-gate';
import { prove } from '../smart/provisioned';
import { fullReportsOf } from '../reports/report-search';
import type { FetchForms } from './record-forms';
import { getJson, spaceOf, type FhirServer } from '../resource/request';
import { rootOnce } from '../resource/patients-root';
import { onlyId, type LaunchedPatient } from '../resource/subject';
import { isGrantedInPart, mayAsk } from '../smart/scopes';
import { createSession, type SmartSession } from '../smart/session';
import { prefetched } from './prefetched';
import { raced, wait } from '../../http/abort';
import { serverCapabilities } from '../../http/question-forms';
import { userName } from './user-name';

/** What configuration and page give to the record. */
export interface SmartSetting {
  /** The allow-list: which issuer may have launched us, and by which client id */
  readonly allow: AllowIssuer;
  /** Archives that get the record's token, by their roots */
  readonly tokenRoots: readonly URL[];
  /** Origins whose FHIR Endpoints get the token where they require it */
  readonly endpointOrigins: readonly string[];
  /** Whether imaging manifests are asked for */
  readonly manifests?: boolean | undefined;
  /** How the numbers of an authority are compared, where not letter by letter */
  readonly identifierRules?: readonly IdentifierRules[];
  /** Windows of the record that may be asked to close the viewer */
  readonly messagingOrigins?: readonly string[];
  /** Whether patients may see their own pictures */
  readonly forPatients?: boolean;
  readonly page: Page;
  /** In place of the exchange of a code, where a gateway keeps the tokens */
  readonly finish?: typeof finishLaunch;
  readonly forms: FetchForms;
  readonly fetch: typeof globalThis.fetch;
  readonly mark?: (milestone: Milestone) => void;
  /** Begun where the launch names a study; its end is for whoever knows that the picture is shown */
  readonly firstPicture?: FirstPictureGate;
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds after which a session ends, however often it was renewed */
  readonly longest?: number | undefined;
  readonly locks?: Pick<LockManager, 'request'>;
}

/** Everything that hangs on one launch. Before `open`, no address has a token. */
export interface SmartRecord {
  readonly record: PatientRecord;
  readonly tokens: TokenSource;
  /** What the audit trail needs, once the launch is finished */
  readonly launched: Promise<AuditSession>;
  /** When the launch began, epoch milliseconds; `undefined` before it is known, and after a reload */
  readonly startedAt: () => number | undefined;
}

interface Launched {
  readonly finished: FinishedLaunch;
  readonly session: SmartSession;
  readonly server: FhirServer;
  /** The verified `fhirUser` */
  readonly user: Promise<string | undefined>;
}

/** Milliseconds after a launch when nothing that a person waits for is likely to be on the line */
const BEHIND = 3_000;

/** Longest time in ms that further pages of lists, and what is planned, stand back behind the picture that a launch names */
const NAMED_FIRST = 5_000;

/** The record that launched this page, over SMART on FHIR. One page is one launch. */
export function smartRecord(setting: SmartSetting): SmartRecord {
  const usual = { now: setting.now ?? Date.now, wait: setting.wait ?? wait };
  let launched: Launched | undefined;
  let startedAt: number | undefined;
  const tokens: TokenSource = {
    tokenFor: (address) => launched?.session.tokenFor(address),
    renewed: async (refused, signal, space) => launched?.session.renewed(refused, signal, space),
    refused: (token, space) => launched?.session.refused?.(token, space),
  };
  let tell: (session: AuditSession) => void = () => undefined;
  const launching = new Promise<AuditSession>((resolve) => (tell = resolve));

  const begin = (finished: FinishedLaunch): Launched => {
    const session = sessionFor(finished, setting, usual);
    const server: FhirServer = {
      base: fhirBase(finished.issuer.iss),
      where: finished.issuer.name,
      tokens: session,
      fetch: setting.fetch,
      ...usual,
      capabilities: serverCapabilities(),
      grants: (type, interaction) => mayAsk(session.current().scope, type, interaction),
      grantsPart: (type) => isGrantedInPart(session.current().scope, type, 's'),
      launched: rootOnce(session.current().patient, session.ended),
    };
    void usual
      .wait(BEHIND, session.ended)
      .then(() => prove(finished.issuer, setting.page.notes, session.ended))
      .catch(() => undefined);
    const user = signedInUser(finished, session, setting, usual.now);
    tell({ server, session, user });
    return { finished, session, server, user };
  };

  const open = async (signal: AbortSignal): Promise<Result<OpenRecord, LaunchProblem>> => {
    if (launched === undefined) {
      const finished = await (setting.finish ?? finishLaunch)(setting.page, setting.allow, signal, usual.now);
      if (!finished.ok) return finished;
      launched = begin(finished.value);
      startedAt = finished.value.startedAt;
      // It holds the tokens and the patient's id as they came.
      launched.session.ended.addEventListener('abort', () => (launched = undefined));
      setting.mark?.('token');
    }
    return opened(launched, setting, signal);
  };
  return { record: { open }, tokens, launched: launching, startedAt: () => startedAt };
}

/** Patient, Encounter and the imaging are asked for side by side: three round trips in the time of one. */
async function opened(
  { finished, session, server, user }: Launched,
  {
    endpointOrigins,
    firstPicture,
    forms,
    identifierRules: rules = [],
    manifests,
    messagingOrigins = [],
    forPatients,
  }: Pick<
    SmartSetting,
    | 'endpointOrigins'
    | 'firstPicture'
    | 'forms'
    | 'identifierRules'
    | 'manifests'
    | 'messagingOrigins'
    | 'forPatients'
  >,
  signal: AbortSignal,
): Promise<Result<OpenRecord, LaunchProblem>> {
  const launch = session.current();
  const { patient: id, encounter: inContext, needPatientBanner, context, unreadContext } = launch;
  const { viewedBy: claimed, user: known, recordWindow, intent } = launch;
  const by = claimed ?? viewedBy(known, id);
  if (by && forPatients === false) return err({ kind: 'not-for-patients', where: server.where });
  const names = context.map((name) => localReference(name, server.base) ?? name);
  const bound = (asked: AbortSignal) => AbortSignal.any([asked, session.ended]);
  const asked = getJson(server, new URL(`Patient/${id}`, server.base), bound(signal));
  const reading = asked.then((answer) =>
    answer.ok ? patientFrom(answer.value, id, { base: server.base, now: server.now(), rules }) : answer,
  );
  // Whose something is can be told once the patient is read; where that fails, nothing of all this is shown.
  const read = reading.then(
    (answer) => ('kind' in answer && answer.kind === 'patient' ? answer.patient : onlyId(id)),
    () => onlyId(id),
  );
  const launchedFor: LaunchedPatient = { id, read };
  const named = namedImagingOf(server, launchedFor, forms, names, session.ended);
  if (named) firstPicture?.begin('launch', NAMED_FIRST);
  named?.then(({ ok }) => ok || firstPicture?.end('launch')).catch(() => undefined);
  const imaging = prefetched(
    (asked) => imagingOf(server, launchedFor, forms, bound(asked), firstPicture?.passed),
    session.ended,
  );
  const reports = prefetched(
    (asked) => fullReportsOf(server, launchedFor, forms, bound(asked)),
    session.ended,
  );
  const where = server.where;
  const [answer, readContext] = await Promise.all([reading, readEncounter(server, inContext, bound(signal))]);
  if ('ok' in answer) {
    const { problem } = answer;
    // A patient's own launch has no emergency to plead.
    const withheld = problem.kind === 'forbidden' && !by && { withheld: id };
    return err({ ...unavailable(problem, where), ...withheld });
  }
  if (answer.kind === 'not-current') return err({ kind: 'patient-not-current', where, how: answer.how });
  const malformed = { kind: 'malformed', where, what: 'something else instead of the patient' } as const;
  if (answer.kind === 'unreadable') return err(unavailable(malformed, where));
  const { patient } = answer;
  const owner = { patient, base: server.base, now: server.now() };
  const encounter = encounterInContext(inContext, readContext, owner);

  /** From here on, the endpoints that were named may have the token, where configuration names their origin. */
  const allowed = <R extends Result<RecordedImaging>>(answer: R): R => {
    if (answer.ok)
      for (const { root, requiresToken } of answer.value.endpoints)
        if (root && requiresToken && endpointOrigins.includes(new URL(root).origin))
          session.allow(new URL(root));
    return answer;
  };

  return ok({
    patient,
    context: {
      named: names,
      ...(unreadContext && { unread: unreadContext }),
      ...(encounter && { encounter }),
    },
    name: finished.issuer.name,
    needPatientBanner,
    ...(intent && { intent }),
    ...(recordWindow && messagingOrigins.includes(recordWindow.origin) && { recordWindow }),
    ...(by && { viewedBy: by }),
    launch: finished.state,
    session,
    userName: async (asked) => userName(server, await user, bound(asked)),
    studies: async (asked) => allowed(await imaging.ask(asked)),
    named: async (asked) => (named === undefined ? undefined : allowed(await raced(named, asked))),
    ...(manifests && {
      manifests: {
        name: `${server.where} (manifests)`,
        ask: async (asked, soFar) =>
          (await forms()).manifestsOf(server, launchedFor, firstPicture?.passed, bound(asked), soFar),
      },
    }),
    reports: async (asked) => {
      const latest = await reports.peek(asked);
      return latest?.ok ? latest : reports.ask(asked);
    },
    planned: async (asked) => {
      await firstPicture?.passed(bound(asked));
      const { plannedImagingOf } = await forms();
      return plannedImagingOf(server, launchedFor, bound(asked));
    },
  });
}

/** A patient's address that leads elsewhere is how some records say that the entry was merged. */
const unavailable = (problem: Problem, where: string): LaunchProblem =>
  problem.kind === 'redirected'
    ? { kind: 'patient-not-current', where, how: 'redirected' }
    : { kind: 'patient-unavailable', where, problem };

function sessionFor(
  { state, session, issuer }: FinishedLaunch,
  { page, fetch, tokenRoots, locks, longest }: SmartSetting,
  usual: Pick<FhirServer, 'now' | 'wait'>,
): SmartSession {
  const { storage } = page;
  const base = fhirBase(issuer.iss);
  const essential = new URL(`Patient/${session.patient}`, base);
  return createSession(session, {
    where: issuer.name,
    longest,
    essential: spaceOf(base, essential),
    isAccepted: async (token, signal) => {
      const tokens: TokenSource = { tokenFor: () => token, renewed: () => Promise.resolve(undefined) };
      const server: FhirServer = {
        base,
        where: issuer.name,
        tokens,
        fetch,
        ...usual,
        capabilities: serverCapabilities(),
        grants: () => true,
      };
      const answer = await getJson(server, essential, signal);
      return answer.ok || answer.problem.kind !== 'unauthorised';
    },
    revoke: (ended) => revoke(ended, fetch),
    roots: [base, ...tokenRoots],
    fetch,
    ...usual,
    keep: (changed) => storage && putLaunch(storage, state, changed),
    forget: () => storage && putLaunch(storage, state, { stage: 'spent', startedAt: usual.now() }),
    isOwner: refreshOwnership(state, locks),
  });
}

/** The verified `fhirUser`: from before a reload, or from this launch's id_token. */
async function signedInUser(
  { session: { user }, signIn, issuer }: FinishedLaunch,
  session: SmartSession,
  { fetch }: SmartSetting,
  now: () => number,
): Promise<string | undefined> {
  if (user !== undefined || signIn?.launch.jwksUri === undefined) return user;
  const { clientId, nonce, jwksUri, issuer: named } = signIn.launch;
  const expected = { clientId, nonce, jwksUri, issuer: named ?? issuer.iss };
  const verified = await verifiedUser(signIn.idToken, expected, fetch, now, session.ended).catch(
    () => undefined,
  );
  if (verified !== undefined && !session.ended.aborted) session.identify(verified);
  return verified;
}
