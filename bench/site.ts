import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../sandbox/catalogue';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { smartConfiguration } from '../sandbox/smart/discovery';
import { startSandbox, type Sandbox } from '../sandbox/start';
import { viewerConfig } from '../sandbox/viewer-config';
import { fill } from '../tests/orthanc/fill';
import { gatewayTo } from '../tests/orthanc/gateway';
import { startOrthanc } from '../tests/orthanc/server';
import { startNginx } from './nginx';

/** A deployment as recommended: viewer and archives behind one origin, the record on its own. */
export interface Site {
  readonly sandbox: Sandbox;
  readonly catalogue: Catalogue;
  /** Ports that the browser's requests have to be led to: what it asks for → where that is answered */
  readonly ports: readonly (readonly [asked: number, answered: number])[];
  stop(): Promise<void>;
}

/** The same over one real archive. */
export interface OrthancSite extends Site {
  /** Without `/dicom-web` */
  readonly archive: string;
}

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const cacheDir = fileURLToPath(new URL('../.cache/imaging', import.meta.url));

/** Starts Orthanc with these people’s imaging, in full size where nothing else is said, the record, and the gateway. */
export async function startSite(
  people: readonly string[],
  scale: 'full' | 'small' = 'full',
): Promise<OrthancSite> {
  const catalogue = await buildCatalogue({ scale, cacheDir });
  const orthanc = await startOrthanc();
  try {
    const { stored, refused } = await fill(orthanc.root, catalogue, people);
    if (refused > 0) throw new Error(`Orthanc refused ${refused} of ${stored + refused} files`);
    const sandbox = await startSandbox({ catalogue, dist, archiveApp: gatewayTo(orthanc.root) });
    const gateway = await startGateway(sandbox, catalogue, orthanc.root);
    const viewer = Number(new URL(sandbox.viewer).port);
    const record = Number(new URL(sandbox.record).port);
    return {
      sandbox,
      catalogue,
      archive: orthanc.root.replace(/\/dicom-web$/, ''),
      ports: [
        [viewer, gateway.port],
        [record, record],
      ],
      async stop() {
        await gateway.stop();
        await sandbox.stop();
        await orthanc.stop();
      },
    };
  } catch (error) {
    await orthanc.stop();
    throw error;
  }
}

/** nginx as deploy/ recommends it: the viewer's files, and every hospital's archive below `/archive/…`. */
function startGateway(sandbox: Sandbox, catalogue: Catalogue, archive: string) {
  const rootOf = (hospital: string) => `${sandbox.viewer}/archive/${hospital}/dicom-web`;
  const plain = viewerConfig(sandbox.fhir, catalogue.hospitals, rootOf);
  // As a deployment that wants the quickest launch writes it down (docs/configuration.md).
  const known = smartConfiguration(sandbox.fhir, sandbox.record);
  const config = { ...plain, issuers: plain.issuers.map((one) => ({ ...one, smartConfiguration: known })) };
  const address = archive.replace(/\/dicom-web$/, '');
  const archives = new Map(catalogue.hospitals.map(({ id }) => [id, address]));
  return startNginx({ dist, config, connect: [sandbox.record], framedBy: [], archives });
}
