import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { ArchiveFactory } from '../sandbox/archive';
import type { Catalogue } from '../sandbox/catalogue';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { smartConfiguration } from '../sandbox/smart/discovery';
import { startSandbox, type Sandbox } from '../sandbox/start';
import { viewerApp } from '../sandbox/viewer-app';
import { viewerConfig } from '../sandbox/viewer-config';
import { fill } from '../tests/orthanc/fill';
import { gatewayTo } from '../tests/orthanc/gateway';
import { startOrthanc } from '../tests/orthanc/server';

/** A deployment as recommended: viewer and archives behind one origin, the record on its own. */
export interface Site {
  readonly sandbox: Sandbox;
  readonly catalogue: Catalogue;
  /** Ports that the browser's requests have to be led to: what it asks for → where that is answered */
  readonly ports: readonly (readonly [asked: number, answered: number])[];
  stop(): Promise<void>;
}

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const cacheDir = fileURLToPath(new URL('../.cache/imaging', import.meta.url));

/** Starts Orthanc with everybody's imaging in full size, the record, and the gateway. */
export async function startSite(people: readonly string[]): Promise<Site> {
  const catalogue = await buildCatalogue({ scale: 'full', cacheDir });
  const orthanc = await startOrthanc();
  try {
    const { stored, refused } = await fill(orthanc.root, catalogue, people);
    if (refused > 0) throw new Error(`Orthanc refused ${refused} of ${stored + refused} files`);
    const gateways = new Map<string, Hono>();
    const archiveApp: ArchiveFactory = (options) => {
      const app = gatewayTo(orthanc.root)(options);
      gateways.set(options.hospital.id, app);
      return app;
    };
    const sandbox = await startSandbox({ catalogue, dist, archiveApp, landing: 'list' });
    const gateway = await startGateway(sandbox, catalogue, gateways);
    const viewer = Number(new URL(sandbox.viewer).port);
    const record = Number(new URL(sandbox.record).port);
    return {
      sandbox,
      catalogue,
      ports: [
        [viewer, gateway.port],
        [record, record],
      ],
      async stop() {
        await gateway.close();
        await sandbox.stop();
        await orthanc.stop();
      },
    };
  } catch (error) {
    await orthanc.stop();
    throw error;
  }
}

/** The viewer's origin: the built files, and each archive below `/archive/…`. */
async function startGateway(sandbox: Sandbox, catalogue: Catalogue, archives: ReadonlyMap<string, Hono>) {
  const rootOf = (hospital: string) => `${sandbox.viewer}/archive/${hospital}/dicom-web`;
  const plain = viewerConfig(sandbox.fhir, catalogue.hospitals, rootOf);
  // As a deployment that wants the quickest launch writes it down (docs/configuration.md).
  const known = smartConfiguration(sandbox.fhir, sandbox.record);
  const config = { ...plain, issuers: plain.issuers.map((one) => ({ ...one, smartConfiguration: known })) };
  const app = new Hono();
  app.use('/archive/*', compress());
  for (const [id, archive] of archives) app.route(`/archive/${id}`, archive);
  app.route('/', viewerApp({ dist, config, origins: { connect: [sandbox.record], framedBy: [] } }));
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
