import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from './fixtures';
import { choose } from './screen';
import { holds, studyOf } from './studies';

test.use({ landing: 'study' });

/** Of an inch, of a point */
const MM = 25.4 / 72;

interface Placed {
  readonly width: number;
  readonly height: number;
  /** Of a pixel: 0 is black */
  dark(x: number, y: number): number;
  /** mm of a pixel on the page */
  readonly across: number;
  readonly down: number;
}

/** The pages of a PDF: their size in mm, their words, and the largest picture on each with its millimetres. */
async function pagesOf(bytes: Uint8Array) {
  const pdf = await getDocument({ data: bytes, verbosity: 0, isOffscreenCanvasSupported: false }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    const words = content.items.map((item) => ('str' in item ? item.str : '')).join(' ');
    const { fnArray, argsArray } = await page.getOperatorList();
    let matrix = [1, 0, 0, 1, 0, 0];
    const kept: number[][] = [];
    let largest: Placed | undefined;
    for (const [at, operation] of fnArray.entries()) {
      const given = argsArray[at] as readonly unknown[] | null;
      if (operation === OPS.save) kept.push(matrix);
      if (operation === OPS.restore) matrix = kept.pop() ?? matrix;
      if (operation === OPS.transform) matrix = times(matrix, given as readonly number[]);
      if (operation !== OPS.paintImageXObject) continue;
      const name = String(given?.[0]);
      const image = await new Promise<{ width: number; height: number; data: Uint8Array }>((resolve) =>
        (name.startsWith('g_') ? page.commonObjs : page.objs).get(name, resolve),
      );
      const [a = 0, , , d = 0] = matrix;
      const { width, height, data } = image;
      const channels = data.length / (width * height);
      if (largest && largest.width * largest.height > width * height) continue;
      largest = {
        ...{ width, height, across: (Math.abs(a) * MM) / width, down: (Math.abs(d) * MM) / height },
        dark: (x, y) => data[Math.floor((y * width + x) * channels)] ?? 255,
      };
    }
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    pages.push({ words, picture: largest, size: [(right - left) * MM, (top - bottom) * MM] as const });
  }
  await pdf.loadingTask.destroy();
  return pages;
}

const times = ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[], m: readonly number[]) => {
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = m;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
};

/** The longest run of black in a row of values, in pixels */
function longest(values: readonly boolean[]): number {
  let [most, now] = [0, 0];
  for (const one of values) {
    now = one ? now + 1 : 0;
    most = Math.max(most, now);
  }
  return most;
}

const range = (count: number) => Array.from({ length: count }, (_, at) => at);

test('an ECG without a report is printed true to scale, with whose it is on its page', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch({ personId: 'merrin-tolverne', study: studyOf(catalogue, 'merrin-tolverne', holds('ECG')) });
  await expect(page.getByRole('region', { name: 'Curves' })).toBeVisible();
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      document.documentElement.setAttribute('data-asked', 'yes');
    };
  });
  await choose(page, 'Print the pictures…');
  const sheet = page.getByRole('dialog', { name: 'Print the pictures' });
  await expect(sheet.getByRole('radio', { name: 'The pictures on the screen' })).toBeChecked();
  await sheet.getByRole('button', { name: 'Print', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes', { timeout: 60_000 });

  const pages = await pagesOf(new Uint8Array(await page.pdf({ preferCSSPageSize: true })));
  expect(pages).toHaveLength(1);
  const [{ words, picture, size } = { words: '', picture: undefined, size: [0, 0] }] = pages;
  if (!picture) throw new Error('no picture on the page');
  for (const [at, side] of [297, 210].entries()) expect(size[at]).toBeCloseTo(side, 0);
  for (const each of [
    'TOLVERNE, Merrin (Mr) · Born 19-Oct-',
    'NHS No. 999 683 3194',
    'For review – not for primary diagnosis',
    '25 mm/s, 10 mm/mV',
    'True to scale on A4 paper',
    'Page 1 of 1',
  ])
    expect(words.replace(/\s+/g, ' ')).toContain(each);
  expect(words).not.toContain('No report recorded');

  const { width, height, across, down } = picture;
  // The pulse of 1 mV and 200 ms that stands before each row: 10 mm high and 5 mm wide, with its line.
  const isBlack = (x: number, y: number) => picture.dark(x, y) < 80;
  const before = Math.round(14 / across);
  const upright = Math.max(...range(before).map((x) => longest(range(height).map((y) => isBlack(x, y)))));
  expect(upright * down).toBeGreaterThan(9.8);
  expect(upright * down).toBeLessThan(10.5);
  const level = Math.max(...range(height).map((y) => longest(range(before).map((x) => isBlack(x, y)))));
  expect(level * across).toBeGreaterThan(4.8);
  expect(level * across).toBeLessThan(5.5);
  // Beats of 0.86 s in the last row are 21.5 mm apart at 25 mm a second.
  const row = range(Math.round(18 / down)).map((y) => height - 1 - y);
  const tops = range(width - before).map((x) =>
    Math.max(...row.map((y, at) => (isBlack(x + before, y) ? at : 0))),
  );
  const high = Math.max(...tops) * 0.8;
  const beats = range(tops.length).filter((x) => (tops[x] ?? 0) >= high && (tops[x - 1] ?? 0) < high);
  expect(beats.length).toBeGreaterThan(9);
  const gaps = beats.slice(1).map((x, at) => (x - (beats[at] ?? 0)) * across);
  const apart = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  expect(apart).toBeGreaterThan(21.5 * 0.97);
  expect(apart).toBeLessThan(21.5 * 1.03);
  // A curve that is printed leaves nothing on the screen.
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.print-sheet')).toHaveCount(0);
});
