import type { Page, Route } from '@playwright/test';
import { expect, test } from './fixtures';
import { opened, openCt, picture, report, reportText, studies, view } from './screen';

/*
 * An archive may send anything. Whatever it is: it is said where the picture would be, no wrong picture is painted, and the
 * screen goes on, for the same study and for any other. How long the main thread is busy meanwhile is measured by
 * `npm run bench -- --only main-thread`.
 */

type Spoil = (instance: Record<string, unknown>) => Record<string, unknown>;

/** The metadata of every instance, spoilt. */
const spoilt = (spoil: Spoil) => async (route: Route) => {
  const response = await route.fetch();
  const instances: unknown = await response.json();
  const body = Array.isArray(instances) ? instances.map(spoil) : instances;
  await route.fulfill({ response, json: body });
};

/** A sequence in a sequence in a sequence. */
const nested = (depth: number) => {
  const open = '{"00081140":{"vr":"SQ","Value":['.repeat(depth);
  return `${open}{}${']}}'.repeat(depth)}`;
};

const noise = Buffer.from(Uint8Array.from({ length: 4_000_000 }, (_, at) => (at * 7919) % 251));

const METADATA = /\/metadata$/;
const FRAMES = /\/frames\//;

interface Bad {
  readonly what: string;
  /** Paths of the answers that are spoilt */
  readonly where: RegExp;
  readonly spoil: (route: Route) => Promise<void>;
  /** What stands where the picture would be; absent: the picture itself, which needs nothing of what was added */
  readonly said?: RegExp;
}

const bad: readonly Bad[] = [
  {
    what: 'dimensions far beyond the bytes there are',
    where: METADATA,
    spoil: spoilt((one) => ({
      ...one,
      '00280010': { vr: 'US', Value: [65535] },
      '00280011': { vr: 'US', Value: [65535] },
    })),
    said: /The picture’s size contradicts its data/,
  },
  {
    what: 'rows that are no number',
    where: METADATA,
    spoil: spoilt((one) => ({ ...one, '00280010': { vr: 'US', Value: ['many'] } })),
    said: /Salford Royal sent an answer that cannot be read/,
  },
  {
    what: 'sequences nested two thousand deep',
    where: METADATA,
    spoil: async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({
        response,
        body: text.replace(/^\[\{/, `[{"00400275":{"vr":"SQ","Value":[${nested(2000)}]},`),
      });
    },
  },
  {
    what: 'a frame of four million bytes of noise',
    where: FRAMES,
    spoil: async (route) => {
      const response = await route.fetch();
      const body = Buffer.concat([
        Buffer.from('--b\r\nContent-Type: image/jphc; transfer-syntax=1.2.840.10008.1.2.4.201\r\n\r\n'),
        noise,
        Buffer.from('\r\n--b--\r\n'),
      ]);
      const headers = {
        ...response.headers(),
        'content-type': 'multipart/related; type="image/jphc"; boundary=b',
      };
      await route.fulfill({ status: 200, headers, body });
    },
    said: /cannot be shown/,
  },
  {
    what: 'a frame that is cut short',
    where: FRAMES,
    spoil: async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      await route.fulfill({ response, body: body.subarray(0, Math.floor(body.length / 2)) });
    },
    said: /cannot be shown/,
  },
];

const pictures = (page: Page) => page.getByRole('region', { name: 'Pictures' });

const openChest = (page: Page) =>
  studies(page, /Chest X-ray.*Salford/)
    .first()
    .click();

test.describe('an archive sends bad input: it is said, and the screen goes on', () => {
  for (const { what, where, spoil, said } of bad)
    test(what, async ({ page, launch, sandbox }) => {
      await launch();
      await expect(studies(page).first()).toBeVisible();
      const archive = sandbox.archives['salford'] ?? '';
      const isSpoilt = ({ href, pathname }: URL) => href.startsWith(archive) && where.test(pathname);
      await page.route(isSpoilt, spoil);
      await openChest(page);

      if (said === undefined) await expect(picture(page, /image 1 of 1/)).toBeVisible();
      else {
        await expect(pictures(page).getByText(said).first()).toBeVisible();
        await expect(pictures(page).getByRole('button', { name: 'Try again' }).first()).toBeEnabled();
        await expect(picture(page, /image 1 of 1/)).toHaveCount(0);
      }

      // Another study, of another hospital, opens, and its keys answer.
      await openCt(page);
      await expect(picture(page, /image 1 of 12/)).toBeVisible();
      await page.keyboard.press('End');
      await expect(picture(page, /image 12 of 12/)).toBeVisible();

      // What is whole again is shown: nothing that was bad is kept.
      await page.unroute(isSpoilt);
      await openChest(page);
      await expect(opened(page, 'Chest X-ray')).toBeVisible();
      await expect(picture(page, /image 1 of 1,/)).toBeVisible();
    });
});

test('a list of 400 that is scrolled while it comes goes to its end, and opens what is there', async ({
  page,
  launch,
}) => {
  await launch({ personId: 'bram-oakfield' });
  await expect(studies(page).first()).toBeVisible();
  await page.getByRole('list', { name: 'Imaging studies' }).hover();
  for (let notch = 0; notch < 40; notch += 1) await page.mouse.wheel(0, 900);
  const lowest = page.getByRole('list', { name: 'Imaging studies' }).getByRole('listitem').last();
  await expect(lowest).toHaveAttribute('aria-posinset', (await lowest.getAttribute('aria-setsize')) ?? '');
  await studies(page).last().click();
  await expect(pictures(page).getByRole('heading', { level: 2 })).toBeVisible();
  await expect(picture(page, /image 1 of/)).toBeVisible();
});

test('a long report beside its pictures: both are there, and each answers', async ({ page, launch }) => {
  await launch({ personId: 'edmund-thistlewood' });
  await studies(page, /^CT/).first().click();
  await expect(picture(page, /image 1 of/)).toBeVisible();
  await expect(report(page).getByRole('group', { name: 'Report tools' })).toBeVisible();
  await view(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(picture(page, /image 2 of/)).toBeVisible();
  await report(page).getByRole('searchbox').fill('nodule');
  await expect(report(page).getByText(/^1 of \d+$/)).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(reportText(page).locator('mark').last()).toBeInViewport();
});
