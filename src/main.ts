import { createActor } from 'xstate';
import { readConfig, type Config } from './config/config';
import { issuerOf } from './config/issuer';
import { dicomwebArchive, type DicomwebArchive } from './dicomweb/archive';
import { dicomwebFrames } from './dicomweb/frames';
import { wholeStudies } from './dicomweb/whole-studies';
import { archiveId, type ArchiveId } from './domain/ids';
import { documents } from './documents/documents';
import type { DisplaySet } from './domain/display-set';
import type { Archive, Endpoint, Milestone, Ports } from './domain/ports';
import { browserPage } from './fhir/page';
import { smartRecord } from './fhir/record';
import { renderingEngine } from './rendering/engine';
import { mountApp, mountLaunchFailure } from './ui/mount';
import { appMachine } from './workflow/app.machine';

/* The composition root: config → ports → app → screen. The only file that knows everyone. */

const target = document.getElementById('app') ?? document.body;
const fetcher: typeof fetch = (...asked) => fetch(...asked);
const config = await readConfig(
  new URL('config.json', document.baseURI),
  fetcher,
  new AbortController().signal,
);
if (config.ok) start(config.value);
else mountLaunchFailure(target, config.problem);

function start(config: Config): void {
  const mark = marker();
  const { record, tokens, audit } = smartRecord({
    allow: (iss) => issuerOf(config, iss),
    tokenRoots: config.archives
      .filter(({ credentials }) => credentials === 'ehr-token')
      .map(({ root }) => new URL(root)),
    endpointOrigins: config.endpointOrigins,
    site: config.site.name,
    page: browserPage(window),
    fetch: fetcher,
    locks: navigator.locks,
    mark,
  });

  const whole = wholeStudies();
  const addresses = new Map<ArchiveId, DicomwebArchive>();
  const archives = new Map<ArchiveId, Archive>();
  const add = (given: Omit<DicomwebArchive, 'tokens'>): Archive => {
    const address = { ...given, tokens, wholeStudies: whole };
    const archive = dicomwebArchive(address);
    addresses.set(archive.id, address);
    archives.set(archive.id, archive);
    return archive;
  };
  const configured = config.archives.map((archive) => add({ ...archive, id: archiveId(archive.id) }));

  /** An endpoint that the record names becomes an archive only below an origin that the configuration allows. */
  const archiveAt = ({ root, name, requiresToken }: Endpoint): Archive | undefined => {
    const address = new URL(root);
    if (config.archives.some((known) => isSameRoot(known.root, root))) return undefined;
    if (!config.endpointOrigins.includes(address.origin)) return undefined;
    const id = archiveId(root);
    const credentials = requiresToken ? 'ehr-token' : 'none';
    return archives.get(id) ?? add({ id, name: name ?? address.host, root, credentials });
  };

  const frames = dicomwebFrames({ archiveOf: (id) => addresses.get(id), wholeStudies: whole });

  const thumbnailOf = async ({ study, series, frames: [first] }: DisplaySet, signal: AbortSignal) => {
    const archive = first && archives.get(first.instance.archive);
    const picture = await archive?.thumbnail(study, series, signal);
    return picture?.ok ? picture.value : undefined;
  };

  const engine = renderingEngine({ frames, backend: config.rendering, mark });
  const ports: Ports = {
    record,
    archives: configured,
    archiveAt,
    engine,
    documents,
    landing: config.landing,
    audit,
    clock: { now: () => new Date() },
    mark,
  };
  const app = createActor(appMachine, { input: { ports } }).start();
  app.subscribe(({ value }) => {
    if (value === 'expired') whole.forget();
  });
  window.addEventListener('online', () => app.send({ type: 'network.restored' }));
  mountApp(target, app, { siteName: config.site.name, thumbnailOf });
}

/** Each milestone once, as a User Timing mark that anyone can read and nobody can be identified by. */
function marker(): (milestone: Milestone) => void {
  const marked = new Set<Milestone>();
  return (milestone) => {
    if (marked.has(milestone)) return;
    marked.add(milestone);
    performance.mark(`plainfilm:${milestone}`);
  };
}

const isSameRoot = (one: string, other: string) => one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
