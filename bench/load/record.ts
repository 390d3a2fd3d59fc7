import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { startSandbox } from '../../sandbox/start';
import { dist } from '../../tests/e2e/fixtures';
import { fill } from '../../tests/orthanc/fill';
import { gatewayTo } from '../../tests/orthanc/gateway';

/* The demonstration record of a load run, a process of its own; it fills the archive first. */

const [viewerAt = '', archive = '', person = ''] = process.argv.slice(2);
const cacheDir = fileURLToPath(new URL('../../.cache/imaging', import.meta.url));
const catalogue = await buildCatalogue({ scale: 'small', cacheDir });
const { stored, refused } = await fill(archive, catalogue, [person]);
const sandbox = await startSandbox({ catalogue, dist, archiveApp: gatewayTo(archive), viewerAt });
const { record, fhir } = sandbox;
process.send?.({ record, fhir, stored, refused });
process.on('SIGTERM', () => void sandbox.stop().then(() => process.exit(0)));
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0));
