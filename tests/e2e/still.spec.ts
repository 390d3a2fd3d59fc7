import { namedScenarios } from '../../sandbox/scenarios';
import { expect, test } from './fixtures';
import { list, picture } from './screen';
import { shiftsOn } from './shifts';

/* Whatever is slow, late, refused or broken: once the first picture is seen, nothing on the screen moves. */

test.use({ landing: 'study' });

/** No picture is come to in these, or another screen than the viewer's; each has tests of its own. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'salford-fails',
  'salford-busy',
  'salford-login-page',
  'truncated-frames',
  'archives-down',
  'all-down',
  'session-revoked',
  'access-denied',
  'consent',
  'wholly-behind-glass',
  'list-behind-glass',
  'no-patient',
  'patient-unreadable',
  'patients-own',
  'patients-proxy',
]);
/** Somebody takes a question and never answers: the list goes on asking for longer than is looked on here */
const ASKING: ReadonlySet<string> = new Set(['wigan-hangs', 'wigan-stalls', 'fhir-hangs']);

/** In a window and in a record's frame, by turns */
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1100, height: 650 },
] as const;

for (const [at, { id, sentence }] of namedScenarios.filter((one) => !ELSEWHERE.has(one.id)).entries()) {
  const viewport = SIZES[at % 2 === 0 ? 0 : 1];
  test.describe(`at ${viewport.width}×${viewport.height}`, () => {
    test.use({ viewport });
    test(`nothing moves after the first picture: ${sentence}`, async ({ page, launch }) => {
      const shifts = await shiftsOn(page);
      await launch({ scenario: id });
      await expect(picture(page, /image \d+ of/)).toBeVisible();
      await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
      await expect(list(page)).toContainText(
        ASKING.has(id) ? /Complete as of|not complete|Asking/i : /Complete as of|not complete/i,
        { timeout: 30_000 },
      );
      expect(await shifts()).toEqual([]);
    });
  });
}
