import { Hono } from 'hono';
import type { ArchiveFactory } from './archive';
import type { Catalogue, HospitalId } from './catalogue';
import { createAuditStore } from './fhir/audit-event';
import { createHub, type Hub } from './fhircast/hub';
import { windowsApp } from './fhircast/windows';
import { imagingStudyId } from './fhir/imaging-study';
import type { Resource } from './fhir/resource';
import { resourcesFrom } from './fhir/resources';
import { requestLog } from './log';
import { listenAll } from './origins';
import { recordOrigin } from './record-origin';
import type { ArchiveAccess, Scenario } from './scenario';
import { defaultScenario, namedScenarios } from './scenarios';
import { createAuthority, openLaunch } from './smart/authority';
import type { Authority, LaunchContext } from './smart/authority';
import { directoryOf } from './smart/directory';
import { allows } from './smart/scopes';
import { createTrap } from './trap';
import type { TrappedRequest } from './trap';
import { viewerApp } from './viewer-app';
import { manifestRoutes } from './fhir/manifest-routes';
import { clientId, viewerConfig } from './viewer-config';

export interface SandboxOptions {
  readonly catalogue: Catalogue;
  /** Folder of the built viewer */
  readonly dist: string;
  readonly archiveApp: ArchiveFactory;
  /** What a launch opens. Default: the study that matters */
  readonly landing?: 'study' | 'list';
  /** First of the ports, one for each origin in the order viewer, record, trap, archives. Default 0, which takes free ones */
  readonly port?: number;
  /** The name that addresses are given with. Default 127.0.0.1; only the loopback interface listens whatever it is */
  readonly publicHost?: string;
  /** Origins that may show the viewer inside themselves, beside the record's own */
  readonly framedBy?: readonly string[];
  /** The origin that people reach the viewer at, where something stands in front of it */
  readonly viewerAt?: string;
  /** The record has no ImagingStudy resources, and knows its imaging by manifests (IHE RAD MADO) */
  readonly manifests?: true;
  /** The record's windows share what they have open, by a hub (FHIRcast), and `/patients/…/windows` stands for the others */
  readonly hub?: true;
  readonly now?: () => Date;
  /** Scenarios beside the named ones */
  readonly scenarios?: readonly Scenario[];
  /** Gets a line for each request, without patient data. Default: nothing is written */
  readonly log?: (line: string) => void;
}

export interface LaunchOptions {
  readonly personId: string;
  /** Default: everyone answers */
  readonly scenario?: string;
  /** A study that the launch names, by Study Instance UID */
  readonly study?: string;
}

export interface Sandbox {
  readonly viewer: string;
  readonly record: string;
  readonly fhir: string;
  /** Origins by hospital; the DICOMweb root is `/dicom-web` below */
  readonly archives: Readonly<Record<HospitalId, string>>;
  readonly trap: { readonly address: string; readonly requests: readonly TrappedRequest[] };
  /** The viewer's launch address as the record's imaging button would open it. @throws on an unknown scenario */
  launchAddress(options: LaunchOptions): string;
  /** The viewer's launch address without a launch */
  readonly standaloneAddress: string;
  /** Where there is one */
  readonly hub?: Hub;
  /** AuditEvents written so far, oldest first */
  auditEvents(): readonly Resource[];
  stop(): Promise<void>;
}

/** Starts the demonstration: viewer, record, one archive for each hospital, and the trap, each on its own origin. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { catalogue, dist, now = () => new Date(), log = () => undefined } = options;
  const scenarios = [...namedScenarios, ...(options.scenarios ?? [])];
  const { viewer, record, trap, archives } = await listenAll(
    catalogue.hospitals,
    options.port ?? 0,
    options.publicHost ?? '127.0.0.1',
  );
  const archiveOrigins = new Map(archives.map(([id, { origin }]) => [id, origin]));
  const rootOf = (hospital: HospitalId) => `${archiveOrigins.get(hospital) ?? ''}/dicom-web`;
  const fhir = `${record.origin}/fhir`;
  const reached = options.viewerAt ?? viewer.origin;
  const standaloneAddress = `${reached}/launch/index.html?${new URLSearchParams({ iss: fhir }).toString()}`;

  const hubUrl = `${record.origin}/hub`;
  const authority = await createAuthority({
    fhir,
    record: record.origin,
    client: {
      id: clientId,
      origin: reached,
      redirectUris: [`${reached}/index.html`, `${reached}/`, `${reached}/gateway/callback`],
    },
    directory: directoryOf(catalogue),
    scenarios,
    now,
    ...(options.hub && { hub: { url: hubUrl, topic: () => hub?.topic ?? '' } }),
  });
  const hub = options.hub
    ? createHub({
        url: hubUrl,
        viewer: reached,
        isAllowed: (token) => authority.grants.grantOf(token) !== undefined,
        now,
      })
    : undefined;
  const launch = (context: LaunchContext) => `${standaloneAddress}&launch=${openLaunch(authority, context)}`;
  const { grantOf } = authority.grants;
  const audit = createAuditStore();
  const all = resourcesFrom({ catalogue, rootOf, now: now() });
  const resources = options.manifests ? new Map([...all, ['ImagingStudy', []] as const]) : all;
  const stranger = createTrap();

  const own = recordOrigin(
    authority,
    {
      fhir,
      record: record.origin,
      viewer: reached,
      trap: trap.origin,
      resources,
      audit,
      grantOf,
      now,
    },
    {
      catalogue,
      resources,
      scenarios,
      standalone: standaloneAddress,
      launch,
      isMessagingHandle: (handle) => authority.messagingHandles.has(handle),
      now,
      hasWindows: hub !== undefined,
    },
    log,
  );
  const manifests = { catalogue, rootOf, viewer: reached, fhir, grantOf };
  const served = new Hono();
  if (options.manifests) served.route('/fhir', manifestRoutes(manifests));
  if (hub) served.route('/hub', hub.app).route('/', windowsApp(hub, catalogue));
  record.use(served.route('/', own));
  if (hub) record.upgrades((...given) => hub.upgrade(...given));
  const connect = [
    record.origin,
    ...(hub ? [record.origin.replace('http', 'ws')] : []),
    ...archiveOrigins.values(),
  ];
  const config = {
    ...viewerConfig(fhir, catalogue.hospitals, rootOf, options.landing, options.manifests),
    messagingOrigins: [record.origin],
    ...(hub && { hubOrigins: [record.origin] }),
  };
  viewer.use(
    viewerApp({ dist, config, origins: { connect, framedBy: [record.origin, ...(options.framedBy ?? [])] } }),
  );
  trap.use(stranger.app);
  for (const [id, listener] of archives) {
    const hospital = catalogue.hospitals.find((each) => each.id === id);
    if (hospital === undefined) continue;
    const allowedOrigins = () => [reached];
    const authorise = (token: string | undefined) => imagingAccess(authority, token, trap.origin);
    const app = new Hono().use('*', requestLog(id, log));
    listener.use(app.route('/', options.archiveApp({ hospital, catalogue, authorise, allowedOrigins })));
  }

  return {
    viewer: viewer.origin,
    record: record.origin,
    fhir,
    archives: Object.fromEntries(archiveOrigins),
    trap: { address: trap.origin, requests: stranger.requests },
    standaloneAddress,
    ...(hub && { hub }),
    launchAddress({ personId, scenario: id = defaultScenario.id, study: uid }) {
      const scenario = scenarios.find((each) => each.id === id);
      if (scenario === undefined) throw new Error(`There is no scenario ${id}.`);
      const study = catalogue.studies.find((each) => each.studyInstanceUid === uid);
      return launch({ scenario, personId, studyId: study && imagingStudyId(study) });
    },
    auditEvents: () => audit.entries.map(({ resource }) => resource),
    async stop() {
      await Promise.all(
        [viewer, record, trap, ...archives.map(([, each]) => each)].map((each) => each.close()),
      );
    },
  };
}

function imagingAccess(
  authority: Authority,
  token: string | undefined,
  trapAddress: string,
): ArchiveAccess | undefined {
  const grant = authority.grants.grantOf(token);
  if (grant?.personId === undefined || !allows(grant.scopes, 'ImagingStudy', 'r')) return undefined;
  const { personId, scenario } = grant;
  return { personId, scenario, ...(scenario.trap && { trapAddress }) };
}
