import { createActor, waitFor, type SnapshotFrom } from 'xstate';
import { knownArchive } from './config/known-archive';
import type { Config } from './config/site-config';
import { dicomwebArchive, type DicomwebArchive } from './dicomweb/archive';
import { announcedSyntaxes } from './dicomweb/requests/announced-syntaxes';
import { earlyAnswers } from './dicomweb/requests/early-answers';
import { frameBeginnings } from './dicomweb/frames/frame-beginnings';
import { dicomwebFrames } from './dicomweb/frames/frames';
import { newUid } from './dicom/sr/writing/uid';
import { dicomwebRoot } from './domain/endpoint-root';
import { serverCapabilities } from './http/question-forms';
import { wholeStudies } from './dicomweb/whole-studies/whole-studies';
import { archiveId, type ArchiveId } from './domain/ids';
import { documents } from './documents/documents';
import type { DisplaySet } from './domain/study/display-set';
import type { Patient } from './domain/patient/patient';
import type { Ports } from './domain/ports/ports';
import type { Archive } from './domain/ports/archive';
import type { Endpoint } from './domain/ports/endpoint';
import { err, OWN_SERVER } from './domain/problem';
import { nextTurn } from './domain/turns';
import { createAuditLog, type AuditStore } from './fhir/audit/audit';
import type { ReadKos } from './fhir/manifest/manifests';
import type { SmartRecord } from './fhir/record/record';
import type { RecordForms } from './fhir/record/record-forms';
import { wait } from './http/abort';
import { breaker } from './http/breaker';
import { renderingEngine } from './rendering/engine';
import { late } from './ui/parts/late';
import type { mountCoach as MountCoach } from './ui/practice/coach';
import { mountApp } from './ui/shell/mount';
import { allowedExports } from './domain/exports/policy';
import type { Verdict } from './domain/launch/feedback';
import type { BreakGlass } from './domain/ports/emergency';
import type { ContextHub } from './domain/ports/shared-context';
import { appMachine, type AppActor } from './workflow/app/app.machine';

export { mountLaunchFailure } from './ui/shell/mount';
export { plannedImagingOf } from './fhir/imaging/requests-and-appointments';
export { readImaging } from './fhir/imaging/read-imaging';
export { readReports } from './fhir/reports/read-reports';

/** Imaging manifests: their code is wanted by sites that have them, that of the DICOM form where one comes in it. */
export const manifestsOf: RecordForms['manifestsOf'] = async (server, patient, afterPicture, ...asked) => {
  const code = await import('./fhir/manifest/manifests').catch(() => undefined);
  if (code === undefined) return err({ kind: 'unreachable', where: OWN_SERVER });
  const readKos: ReadKos = async (...kos) =>
    (await import('./dicom/manifest/kos-manifest')).kosManifest(...kos);
  return code.readManifests({ server, patient, readKos, ...(afterPicture && { afterPicture }) }, ...asked);
};

/* The composition root: config → ports → app → screen. The only file that knows everyone. */

/** Starts the screen in `target`, over a record that is open or being opened. */
export async function startApp(
  target: HTMLElement,
  config: Config,
  {
    record,
    tokens,
    launched,
    mark,
    afterPicture,
    fetch,
  }: Omit<SmartRecord, 'startedAt'> & Pick<Ports, 'mark'> & Pick<DicomwebArchive, 'afterPicture' | 'fetch'>,
): Promise<AppActor> {
  const { sharedComputer } = config;
  const whole = wholeStudies();
  const early = earlyAnswers();
  const syntaxes = announcedSyntaxes();
  const beginnings = frameBeginnings();
  const addresses = new Map<ArchiveId, DicomwebArchive>();
  const archives = new Map<ArchiveId, Archive>();
  const add = (given: Omit<DicomwebArchive, 'tokens' | 'patient'>): Archive => {
    const capabilities = serverCapabilities();
    const address = {
      ...given,
      tokens,
      ...(fetch && { fetch }),
      wholeStudies: whole,
      early,
      syntaxes,
      beginnings,
      afterPicture,
      capabilities,
      breaker: breaker(),
      pace: {},
      patient,
      ...(!config.postprocessing && { withoutSuv: true as const }),
    };
    const archive = dicomwebArchive(address);
    addresses.set(archive.id, address);
    archives.set(archive.id, archive);
    return archive;
  };
  const patient = (): Patient | undefined => app.getSnapshot().context.open?.patient;
  /** It is a patient's own launch: nothing is done that is for staff, whoever asks for it. */
  const isPatients = () => app.getSnapshot().context.open?.viewedBy !== undefined;
  const configured = config.archives.map((archive) =>
    add({
      ...archive,
      id: archiveId(archive.id),
      identifierSystem: archive.identifierDomains ?? archive.identifierSystem,
    }),
  );

  /** The archive at an endpoint that the record names; a new one only below an origin that the configuration allows. */
  const archiveAt = (endpoint: Endpoint): Archive | undefined => {
    const { root, name, requiresToken } = endpoint;
    const known = knownArchive(config.archives, endpoint);
    if (known) return archives.get(archiveId(known.id));
    if (root === undefined) return undefined;
    const address = new URL(root);
    if (!config.endpointOrigins.includes(address.origin)) return undefined;
    const id = archiveId(dicomwebRoot(root));
    const credentials = requiresToken ? 'ehr-token' : 'none';
    return archives.get(id) ?? add({ id, name: name ?? address.host, root, credentials });
  };

  const frames = dicomwebFrames({
    archiveOf: (id) => addresses.get(id),
    alsoAt: ({ study }) => {
      const list = app.getSnapshot().children.studyList?.getSnapshot().context;
      return list?.studies.find(({ uid }) => uid === study)?.heldBy ?? [];
    },
    isSameAt: async (instance, id) => {
      const { isSameIn } = await import('./workflow/study/same-object');
      return isSameIn(instance, archives.get(id));
    },
    wholeStudies: whole,
    syntaxes,
    beginnings,
  });

  const engine = renderingEngine({ frames, backend: config.rendering, mark });
  const thumbnailOf = async ({ kind, study, series, frames: [first] }: DisplaySet, signal: AbortSignal) => {
    // The archive may draw the label of a slide, which bears a name.
    if (kind === 'slide') return undefined;
    const archive = first && archives.get(first.instance.archive);
    // The launch's own picture may not have a viewport yet, which is what the engine goes by.
    await afterPicture?.(signal);
    await engine.firstPicturePassed(signal);
    const picture = await archive?.thumbnail(study, series, signal);
    return picture?.ok ? picture.value : undefined;
  };

  const audit = createAuditLog({
    site: config.site.name,
    viewer: location.origin,
    now: Date.now,
    wait,
    stores: storesIn(config),
    pars: config.pars,
    patient,
  });
  void launched.then(audit.begin);
  addEventListener('pagehide', audit.leave);
  // Who leaves for good, and whose page goes before the last looks are told: the sign-in is given back all the same.
  addEventListener('pagehide', () => {
    const snapshot = app.getSnapshot();
    if (snapshot.matches('leaving')) snapshot.context.open?.session.end();
  });

  const ports: Ports = {
    record,
    archives: configured,
    archiveAt,
    engine,
    documents,
    landing: config.landing,
    landingByIntent: config.landingByIntent,
    measuring: {
      newUid,
      ...(config.measurements === 'archive' && {
        // Its code is wanted by few, and by them once.
        save: async (wanted, signal) => {
          const unasked = (kind: 'forbidden' | 'unreachable') =>
            ({ kind: 'failed', problem: { kind, where: OWN_SERVER }, mayBeThere: false }) as const;
          if (isPatients()) return unasked('forbidden');
          const loaded = await Promise.all([
            import('./dicomweb/objects/store-measurements'),
            import('./texts/en/measured'),
          ]).catch(() => undefined);
          if (loaded === undefined) return unasked('unreachable');
          const [{ storeMeasurements }, { measuredWords }] = loaded;
          const archive = addresses.get(wanted.archive);
          const saved = await storeMeasurements(archive, wanted, measuredWords, signal);
          if (saved.kind === 'saved')
            audit.record({ kind: 'measurements-saved', study: wanted.study.uid, where: saved.where });
          return saved;
        },
      }),
    },
    audit,
    auditRequired: config.auditRequired,
    clock: { now: () => new Date() },
    mark,
  };
  const app = createActor(appMachine, { input: { ports } }).start();
  let forgotten = false;
  app.subscribe(({ value }) => {
    if (value === 'leaving' || value === 'expired') void forget();
  });
  addEventListener('beforeprint', () => {
    const { open, openStudy } = app.getSnapshot().context;
    if (open)
      audit.record({ kind: 'disclosed', how: 'printed', ...(openStudy && { study: openStudy.study.uid }) });
  });
  /** Nothing of a patient stays in this page's memory. What is on the screen goes first. */
  const forget = async () => {
    if (forgotten) return;
    forgotten = true;
    whole.forget();
    await nextTurn();
    engine.dispose();
  };
  window.addEventListener('online', () => {
    app.getSnapshot().children.session?.send({ type: 'network.restored' });
    app.send({ type: 'network.restored' });
  });
  /** The hub that the launch names, where the configuration allows it. */
  const openHub = async (): Promise<ContextHub | undefined> => {
    const { session, server } = await launched;
    const { hub, scope } = session.current();
    if (hub === undefined || !config.hubOrigins.includes(new URL(hub.url).origin)) return undefined;
    const { fhircastHub } = await import('./fhircast/client');
    session.allow(new URL(hub.url));
    const life = () => session.remaining();
    const { base, where, fetch } = server;
    return fhircastHub({
      ...{ ...hub, base, where, scope, life, fetch },
      ...{ origins: config.hubOrigins, tokens: session, now: Date.now },
    });
  };
  /** The record's highlight colour, from its own server alone: another is not asked what this screen looks like. */
  const highlight = async (): Promise<string | undefined> => {
    const { session } = await launched;
    const { styleUrl, iss, tokenUri } = session.current();
    const own = [iss, tokenUri].map((address) => new URL(address).origin);
    if (styleUrl === undefined || !own.includes(new URL(styleUrl).origin)) return undefined;
    const { highlightAt } = await import('./fhir/smart/record-style');
    return highlightAt(styleUrl, fetch ?? globalThis.fetch);
  };
  /** Whether this person may take something out at all. */
  const mayExport = async () => {
    const { session, user } = await launched;
    const { scope } = session.current();
    return !isPatients() && allowedExports(config.exports ?? {}, { user: await user, scope }).size > 0;
  };
  /** The way out, where the site has one: its code comes with the first who wants it. */
  const openExports = async () => {
    if (isPatients()) return undefined;
    const [code, { session, user }] = await Promise.all([import('./exports/exports'), launched]);
    const { scope } = session.current();
    const pictures = async () => (await import('./rendering/teaching/teaching-pictures')).pictureMaker();
    return code.openExports({
      policy: config.exports ?? {},
      user: await user,
      scope,
      frames,
      audit,
      pictures,
    });
  };
  /** What is for staff: one for the launch, where what could not be sent waits. */
  const forStaff = <Way>(open: () => Promise<Way>) => {
    let way: Promise<Way> | undefined;
    return async () => {
      if (isPatients()) return undefined;
      way ??= open();
      // Code that did not come is asked for again.
      way.catch(() => (way = undefined));
      return way;
    };
  };
  /** The code of what staff may ask the record to do, and what each of it needs */
  const asStaff = async () => {
    const [code, { session, server, user }] = await Promise.all([import('./fhir/for-staff'), launched]);
    const { scope, patient: patientId } = session.current();
    return { code, user, given: { server, scope, patientId, patient, audit, ended: session.ended } };
  };
  const openMeetings = async () => {
    if (isPatients()) return undefined;
    const { code, given } = await asStaff();
    return code.meetingLists(given);
  };
  const openSecondLooks = forStaff(async () => {
    const { code, user, given } = await asStaff();
    const planned = () => app.getSnapshot().children.studyList?.send({ type: 'planned.ask' });
    return code.secondLooks({ ...config.secondLook, ...given, sent: planned, user: await user });
  });
  const breakGlass: BreakGlass = async (reason) => {
    const operation = config.breakGlass?.operation;
    if (operation === undefined || isPatients()) return { kind: 'refused', why: '' };
    const { code, given } = await asStaff();
    return code.breakGlass({ ...given, operation })(reason);
  };
  const openKeyImages = forStaff(async () => {
    const [code, { server, user }] = await Promise.all([
      import('./dicomweb/objects/store-key-image'),
      launched,
    ]);
    return code.keyImageSaving(addresses, code.userAddress(await user, server.base), (kind, study, where) => {
      audit.record({ kind, study, where });
      app.send({ type: 'measurements.saved', study });
    });
  });
  engine.warm();
  const collector = config.telemetry?.endpoint;
  if (collector !== undefined) tellSpeed(collector);
  await waitFor(app, hasLanded, { timeout: LANDING_WAIT }).catch(() => undefined);
  // Making the screen takes the processor: what the study is asked for first leaves before it.
  await nextTurn();
  mountApp(target, app, {
    siteName: config.site.name,
    logo: config.site.logo,
    languages: config.languages,
    glossary: config.glossary,
    displayCheck: config.displayCheck,
    patientLaunch: config.patientLaunch || undefined,
    thumbnailOf,
    highlight,
    nextTurn,
    ...(afterPicture && { afterPicture: () => afterPicture(new AbortController().signal) }),
    ...(config.hubOrigins.length > 0 && { openHub }),
    ...(sharedComputer && { lockAfter: sharedComputer.lockAfterMinutes * MINUTE }),
    ...(collector !== undefined && {
      tellFeedback: async (verdict: Verdict) =>
        (await import('./telemetry/telemetry')).sendFeedback(collector, window, verdict),
    }),
    ...(config.exports && { mayExport, openExports }),
    ...(config.secondLook && { openSecondLooks }),
    ...(config.breakGlass && { breakGlass }),
    colleagues: config.colleagues,
    ...(config.colleagues?.keep && { openMeetings }),
    ...(config.measurements === 'archive' && { openKeyImages }),
    openDrawing: engine.openDrawing,
    openCard: engine.openCard,
    openRegistration: engine.openRegistration,
    ...(config.postprocessing && { openPlanes: engine.openPlanes }),
  });
  return app;
}

/** Beside the viewer, in the practice alone */
export const mountCoach = async (...given: Parameters<typeof MountCoach>) =>
  (await late(() => import('./ui/practice/coach'))).mountCoach(...given);

const MINUTE = 60_000;

/** Who is told of each look, and in which shape. */
function storesIn({ audit, auditEndpoint, pars }: Config): readonly AuditStore[] {
  const byBalp: AuditStore = { shape: 'balp', endpoint: auditEndpoint };
  const byPars: AuditStore = {
    shape: 'pars',
    endpoint: pars?.endpoint ?? (audit === 'pars' ? auditEndpoint : undefined),
  };
  return audit === 'both' ? [byBalp, byPars] : [audit === 'pars' ? byPars : byBalp];
}

/** Milliseconds within which a launch mostly has landed: the screen is made once, of what there is. After it, it says what is waited for */
const LANDING_WAIT = 400;

/** Whether the launch needs no more of the record to know what to show. */
const hasLanded = (app: SnapshotFrom<AppActor>) =>
  app.matches('launchFailed') ||
  app.matches({ inSession: 'opened' }) ||
  app.matches({ inSession: 'choosing' });

/** Milliseconds after which nothing that a launch waits for is likely to be on the line */
const BEHIND = 3_000;

/** Its code comes behind the launch that it measures, and only where a site wants to know. */
function tellSpeed(endpoint: string): void {
  const start = async () => (await import('./telemetry/telemetry')).startTelemetry(endpoint, window);
  setTimeout(() => void start().catch(() => undefined), BEHIND);
}
