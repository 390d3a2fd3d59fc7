import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../sandbox/catalogue';
import { archiveApp } from '../sandbox/imaging/archive-server';
import type { Scenario } from '../sandbox/scenario';
import { startSandbox } from '../sandbox/start';
import type { Site } from './site';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/**
 * A deployment of any number of archives over any catalogue: the demonstration's own servers, each archive on an
 * origin of its own. They make their answers as they are asked, so their time is in every figure.
 * @param built folder of the built viewer
 */
export async function demonstrationSite(
  catalogue: Catalogue,
  landing: 'study' | 'list',
  scenarios: readonly Scenario[] = [],
  built = dist,
): Promise<Site> {
  const sandbox = await startSandbox({ catalogue, dist: built, archiveApp, landing, scenarios });
  const origins = [sandbox.viewer, sandbox.record, ...Object.values(sandbox.archives)];
  const ports = origins.map((origin) => Number(new URL(origin).port)).map((port) => [port, port] as const);
  return { sandbox, catalogue, ports, stop: () => sandbox.stop() };
}
