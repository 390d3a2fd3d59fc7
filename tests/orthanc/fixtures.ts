import { startSandbox } from '../../sandbox/start';
import { dist, test as base } from '../e2e/fixtures';
import { fill } from './fill';
import { gatewayTo } from './gateway';
import { startOrthanc, type Orthanc } from './server';

interface Archive {
  /** A real archive that holds what the generator made */
  orthanc: Orthanc;
}

/** The end-to-end fixtures, with Orthanc in the place of the demonstration's archives. */
export const test = base.extend<object, Archive>({
  orthanc: [
    async ({ catalogue }, use) => {
      const orthanc = await startOrthanc();
      try {
        const { stored, refused } = await fill(orthanc.root, catalogue);
        if (refused > 0) throw new Error(`Orthanc refused ${refused} of ${stored + refused} files`);
        await use(orthanc);
      } finally {
        await orthanc.stop();
      }
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  sandbox: [
    async ({ catalogue, orthanc }, use) => {
      const sandbox = await startSandbox({
        catalogue,
        dist,
        archiveApp: gatewayTo(orthanc.root),
        landing: 'list',
      });
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});
