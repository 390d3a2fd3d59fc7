import { createActor, waitFor, type SnapshotFrom } from 'xstate';
import type { Config } from './config/site-config';
import { dicomwebArchive, type DicomwebArchive } from './dicomweb/archive';
import { announcedSyntaxes } from './dicomweb/requests/announced-syntaxes';
import { earlyAnswers } from './dicomweb/requests/early-answers';
import { dicomwebFrames } from './dicomweb/frames/frames';
import { newUid } from './dicom/sr/writing/uid';
import { dicomwebRoot, isSameRoot } from './domain/endpoint-root';
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
import { createAuditLog } from './fhir/audit/audit';
import type { SmartRecord } from './fhir/record/record';
import { wait } from './http/abort';
import { renderingEngine } from './rendering/engine';
import { mountApp } from './ui/shell/mount';
import { appMachine, type AppActor } from './workflow/app/app.machine';
import { measuredWords } from './texts/en/measured';

export { mountLaunchFailure } from './ui/shell/mount';
export { plannedImagingOf } from './fhir/imaging/requests-and-appointments';
export { readReports } from './fhir/reports/read-reports';

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
  }: Omit<SmartRecord, 'startedAt'> & Pick<Ports, 'mark'> & Pick<DicomwebArchive, 'afterPicture'>,
): Promise<void> {
  const whole = wholeStudies();
  const early = earlyAnswers();
  const syntaxes = announcedSyntaxes();
  const addresses = new Map<ArchiveId, DicomwebArchive>();
  const archives = new Map<ArchiveId, Archive>();
  const add = (given: Omit<DicomwebArchive, 'tokens' | 'patient'>): Archive => {
    const capabilities = serverCapabilities();
    const address = {
      ...given,
      tokens,
      wholeStudies: whole,
      early,
      syntaxes,
      afterPicture,
      capabilities,
      patient,
      ...(!config.postprocessing && { withoutSuv: true as const }),
    };
    const archive = dicomwebArchive(address);
    addresses.set(archive.id, address);
    archives.set(archive.id, archive);
    return archive;
  };
  const patient = (): Patient | undefined => app.getSnapshot().context.open?.patient;
  const configured = config.archives.map((archive) => add({ ...archive, id: archiveId(archive.id) }));

  /** The archive at an endpoint that the record names; a new one only below an origin that the configuration allows. */
  const archiveAt = ({ root, name, requiresToken }: Endpoint): Archive | undefined => {
    const address = new URL(root);
    const known = config.archives.find((archive) => isSameRoot(archive.root, root));
    if (known) return archives.get(archiveId(known.id));
    if (!config.endpointOrigins.includes(address.origin)) return undefined;
    const id = archiveId(dicomwebRoot(root));
    const credentials = requiresToken ? 'ehr-token' : 'none';
    return archives.get(id) ?? add({ id, name: name ?? address.host, root, credentials });
  };

  const frames = dicomwebFrames({ archiveOf: (id) => addresses.get(id), wholeStudies: whole, syntaxes });

  const engine = renderingEngine({ frames, backend: config.rendering, mark });
  const thumbnailOf = async ({ study, series, frames: [first] }: DisplaySet, signal: AbortSignal) => {
    const archive = first && archives.get(first.instance.archive);
    await engine.firstPicturePassed(signal);
    const picture = await archive?.thumbnail(study, series, signal);
    return picture?.ok ? picture.value : undefined;
  };

  const audit = createAuditLog({
    site: config.site.name,
    viewer: location.origin,
    now: Date.now,
    wait,
  });
  void launched.then(audit.begin);
  addEventListener('pagehide', audit.leave);

  const ports: Ports = {
    record,
    archives: configured,
    archiveAt,
    engine,
    documents,
    landing: config.landing,
    measuring: {
      newUid,
      ...(config.measurements === 'archive' && {
        // Its code is wanted by few, and by them once.
        save: async (wanted, signal) => {
          const code = await import('./dicomweb/objects/store-measurements').catch(() => undefined);
          if (code === undefined) return err({ kind: 'unreachable', where: OWN_SERVER });
          return code.storeMeasurements(addresses.get(wanted.archive), wanted, measuredWords, signal);
        },
      }),
    },
    audit,
    auditRequired: config.auditRequired,
    clock: { now: () => new Date() },
    mark,
  };
  const app = createActor(appMachine, { input: { ports } }).start();
  app.subscribe(({ value }) => {
    if (value === 'expired') void forget();
  });
  /** Nothing of a patient stays in this page's memory. What is on the screen goes first. */
  const forget = async () => {
    whole.forget();
    await nextTurn();
    engine.dispose();
  };
  window.addEventListener('online', () => {
    app.getSnapshot().children.session?.send({ type: 'network.restored' });
    app.send({ type: 'network.restored' });
  });
  engine.warm();
  if (config.telemetry) tellSpeed(config.telemetry.endpoint);
  await waitFor(app, hasLanded, { timeout: LANDING_WAIT }).catch(() => undefined);
  // Making the screen takes the processor: what the study is asked for first leaves before it.
  await nextTurn();
  mountApp(target, app, {
    siteName: config.site.name,
    logo: config.site.logo,
    languages: config.languages,
    thumbnailOf,
    ...(config.postprocessing && { openPlanes: engine.openPlanes }),
  });
}

/** Milliseconds within which a launch mostly has landed: the screen is made once, of what there is. After it, it says what is waited for */
const LANDING_WAIT = 400;

/** Whether the launch needs no more of the record to know what to show. */
const hasLanded = (app: SnapshotFrom<AppActor>) =>
  app.status !== 'active' || app.matches({ inSession: 'opened' }) || app.matches({ inSession: 'choosing' });

/** Milliseconds after which nothing that a launch waits for is likely to be on the line */
const BEHIND = 3_000;

/** Its code comes behind the launch that it measures, and only where a site wants to know. */
function tellSpeed(endpoint: string): void {
  const start = async () => (await import('./telemetry/telemetry')).startTelemetry(endpoint, window);
  setTimeout(() => void start().catch(() => undefined), BEHIND);
}
