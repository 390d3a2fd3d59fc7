import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { startSandbox, type Sandbox } from '../../sandbox/start';
import { dist } from '../e2e/fixtures';
import { fill } from '../orthanc/fill';
import { gatewayTo } from '../orthanc/gateway';
import { startOrthanc } from '../orthanc/server';
import { redisAbsent, startRedis, type RunningRedis } from '../deploy/redis-running';
import { freePort, startSite, type Site } from './site';

export const PERSON = 'aria-smith';

/** The demonstration record, Orthanc with one patient, and sites in front of them. */
export interface Region {
  readonly sandbox: Sandbox;
  /** As a browser signs in by itself, archives below the viewer's own origin */
  readonly direct: Site;
  /** Through two gateways over one store */
  readonly guarded: Site;
  readonly guardedSandbox: Sandbox;
  readonly redis?: RunningRedis;
  /** What no log may hold */
  readonly secrets: RegExp;
}

export const test = base.extend<object, { region: Region }>({
  region: [
    // Playwright reads a fixture's needs from this pattern; it needs none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const cacheDir = fileURLToPath(new URL('../../.cache/imaging', import.meta.url));
      const catalogue = await buildCatalogue({ scale: 'small', cacheDir });
      const orthanc = await startOrthanc();
      const ends: (() => Promise<void>)[] = [orthanc.stop];
      try {
        const { refused } = await fill(orthanc.root, catalogue, [PERSON]);
        if (refused > 0) throw new Error(`Orthanc refused ${refused} files`);
        const sandboxAt = async (port: number) => {
          const sandbox = await startSandbox({
            catalogue,
            dist,
            archiveApp: gatewayTo(orthanc.root),
            viewerAt: `https://127.0.0.1:${port}`,
          });
          ends.push(sandbox.stop);
          return sandbox;
        };
        const siteAt = async (...given: Parameters<typeof startSite>) => {
          const site = await startSite(...given);
          ends.push(site.stop);
          return site;
        };
        const [one, two] = [await freePort(), await freePort()];
        const [sandbox, guardedSandbox] = [await sandboxAt(one), await sandboxAt(two)];
        const redis = redisAbsent() ? undefined : await startRedis();
        if (redis) ends.push(redis.stop);
        const common = (of: Sandbox) => ({
          site: { name: 'Example' },
          issuers: [{ iss: of.fhir, name: 'Demonstration record', clientId: 'plainfilm' }],
        });
        const archives = (root: (id: string, origin: string) => string, of: Sandbox) =>
          catalogue.hospitals.map(({ id, name, numberSystem }) => ({
            id,
            name,
            root: root(id, of.archives[id] ?? ''),
            credentials: 'ehr-token',
            identifierSystem: numberSystem,
          }));
        const direct = await siteAt({
          port: one,
          dist,
          archives: sandbox.archives,
          config: { ...common(sandbox), archives: archives((id) => `./archive/${id}/dicom-web`, sandbox) },
        });
        const store = redis?.address ?? 'memory';
        const guarded = await siteAt({
          port: two,
          dist,
          archives: {},
          // Without a store of their own several would not know each other's sessions.
          gateways: redis ? [{ store }, { store }] : [{ store }],
          config: {
            ...common(guardedSandbox),
            gateway: 'gateway',
            archives: archives((_id, origin) => `${origin}/dicom-web`, guardedSandbox),
          },
        });
        const person = catalogue.people.find(({ id }) => id === PERSON);
        const numbers = [person?.nhsNumber, ...Object.values(person?.hospitalNumbers ?? {})];
        const uids = catalogue.studies
          .filter(({ personId }) => personId === PERSON)
          .map((each) => each.studyInstanceUid);
        const names = [
          ...numbers,
          ...uids,
          PERSON,
          'PatientID',
          'code=',
          'state=',
          'launch=',
          'Bearer',
          '/studies/',
        ];
        const secrets = new RegExp(
          names.flatMap((each) => (each ? [each.replaceAll('.', '\\.')] : [])).join('|'),
          'i',
        );
        await use({ sandbox, direct, guarded, guardedSandbox, ...(redis && { redis }), secrets });
      } finally {
        for (const end of ends.reverse()) await end();
      }
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});
