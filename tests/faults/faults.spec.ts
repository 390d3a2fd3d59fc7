import type { Page } from '@playwright/test';
import { intercept, type Arriving, type Interference } from '../cases/interception';
import { originsOf, test } from '../cases/launched';
import { expect } from '../cases/patience';
import { banner, view } from '../e2e/screen';
import { faults, type Fault } from './faults';
import { known } from './known';
import { isBlankOrTheChest, kinds, showsTheChest, type RequestKind } from './requests';
import { says } from './words';

/** Milliseconds after the first question until the first true words; and what a machine that others use may add. */
const LONGEST = 8_000;
const MARGIN = Number(process.env['PLAINFILM_FAULTS_MARGIN'] ?? 4_000);

/** Of each kind these, in every run of the tests; the whole table by `npm run faults`. */
const SLICE = new Set([
  '403',
  '503 without a word when',
  '200 with a login page',
  'reset before the first byte',
]);

const isPossible = ({ form, isSimple, only }: RequestKind, fault: Fault) =>
  (only === undefined || only.includes(fault.name)) &&
  (fault.form === undefined || fault.form === form) &&
  !(fault.needsPreflight && isSimple);

/** When the first question of the kind left, and whether the fault still lasts. */
interface Course {
  lasts: boolean;
  asked?: number;
}

function interference(kind: RequestKind, fault: Fault, course: Course): Interference {
  const isMet = (request: Arriving) => course.lasts && kind.is(request);
  return {
    before(request, outgoing) {
      if (!isMet(request)) return undefined;
      if (request.method === 'OPTIONS') return fault.preflight?.();
      return fault.befall?.(request, outgoing);
    },
    ...(fault.spoil && {
      after: (request, answer) => {
        if (isMet(request) && answer.status === 200) fault.spoil?.(answer);
      },
    }),
    seen: (request) => {
      if (kind.is(request)) course.asked ??= Date.now();
    },
  };
}

/** Lifts the fault and does what a person can: a button where there is one, the line coming back, another launch. */
async function mend(page: Page, isWell: () => Promise<boolean>, again: () => Promise<void>): Promise<string> {
  const well = (timeout: number) =>
    expect
      .poll(isWell, { timeout })
      .toBe(true)
      .then(
        () => true,
        () => false,
      );
  const buttons = page.getByRole('button', { name: /^Try again/ });
  for (let left = await buttons.count(); left > 0; left -= 1) {
    const button = buttons.first();
    if (!(await button.isVisible().catch(() => false))) break;
    await button.click({ timeout: 2_000 }).catch(() => undefined);
    if (await well(4_000)) return 'Try again';
  }
  await page.evaluate(() => window.dispatchEvent(new Event('online'))).catch(() => undefined);
  if (await well(4_000)) return 'the line coming back';
  await again();
  expect(await well(15_000), 'nothing mends it').toBe(true);
  return 'another launch';
}

for (const kind of kinds)
  test.describe(kind.name, () => {
    for (const fault of faults.filter((each) => isPossible(kind, each))) {
      const name = `${kind.name}: ${fault.name}`;
      test(
        fault.name,
        { tag: SLICE.has(fault.name) ? ['@slice'] : [] },
        async ({ page, context, catalogue, sandboxes }, info) => {
          test.fail(known.includes(name), 'known');
          const sandbox = sandboxes.study;
          const course: Course = { lasts: true };
          const end = intercept(originsOf(sandbox), interference(kind, fault, course));
          const launch = async () =>
            void (await page.goto(sandbox.launchAddress({ personId: 'aria-smith' })));
          const isWell = () => kind.isWell(page, catalogue);
          try {
            await inBrowser(page, kind, fault, course, sandbox);
            await launch();
            let text = '';
            const isTold = async () => {
              await kind.reveal?.(page).catch(() => undefined);
              // A launch goes from page to page.
              // Without a network nothing is had, and whoever is asked first is who is told of.
              const place = fault.browser === 'offline' ? page.locator('body') : kind.words(page);
              text = (await place.allTextContents().catch(() => [])).join(' ');
              if ((fault.told.includes('right') || kind.hasOtherWay) && (await isWell())) return true;
              return says(text, fault.told, kind.who);
            };
            await expect
              .poll(isTold, { message: `${fault.told.join(' or ')}`, timeout: LONGEST + MARGIN + 6_000 })
              .toBe(true);
            const took = Date.now() - (course.asked ?? Date.now());
            info.annotations.push({ type: 'first words', description: String(took) });
            expect(took, 'the first true words came late').toBeLessThan(LONGEST + MARGIN);

            if (kind.isBeside)
              await expect.poll(() => showsTheChest(page, catalogue), { message: 'the picture' }).toBe(true);
            // What is on the screen is the patient's own picture or none.
            if (await banner(page).isVisible()) await expect(banner(page)).toContainText('SMITH, Aria');
            if ((await view(page).locator('canvas:visible').count()) > 0)
              await expect.poll(() => isBlankOrTheChest(page, catalogue)).toBe(true);

            course.lasts = false;
            await context.setOffline(false);
            await page.unrouteAll();
            const by = (await isWell()) ? 'itself' : await mend(page, isWell, launch);
            info.annotations.push({ type: 'mended by', description: by });
          } finally {
            end();
          }
        },
      );
    }
  });

/** Faults of the way there, which no server sees. */
async function inBrowser(
  page: Page,
  kind: RequestKind,
  { browser }: Fault,
  course: Course,
  sandbox: Parameters<typeof originsOf>[0],
): Promise<void> {
  if (browser === undefined) return;
  const origins = Object.entries(originsOf(sandbox)).map(([where, origin]) => [new URL(origin).host, where]);
  const places = new Map(origins as [string, string][]);
  await page.route('**/*', async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const where = places.get(url.host) ?? '';
    const isMet =
      course.lasts &&
      kind.is({
        where,
        path: url.pathname,
        url,
        query: url.searchParams,
        method: request.method(),
        headers: {},
        raw: undefined as never,
      });
    if (!isMet) return route.continue();
    course.asked ??= Date.now();
    if (browser === 'offline') await page.context().setOffline(true);
    return route.abort(browser === 'offline' ? 'internetdisconnected' : 'connectionrefused');
  });
}
