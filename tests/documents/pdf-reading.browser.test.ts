import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/ui/tokens.css';
import type { PdfDocument } from '../../src/domain/ports/documents';
import { ok } from '../../src/domain/problem';
import PdfReading from '../../src/ui/report/pdf/PdfReading.svelte';

const A4 = { width: 794, height: 1123 };

/** A promise that somebody else keeps. */
function heldBack<T>() {
  let give: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (give = resolve));
  return { promise, give: (value: T) => give(value) };
}

/** Three pages whose sizes and words come when the test lets them. */
function slowPdf() {
  const sizes = [1, 2, 3].map(() => heldBack<{ width: number; height: number }>());
  const words = [1, 2, 3].map(() => heldBack<string>());
  const pdf: PdfDocument = {
    pages: 3,
    pageSize: async (at) => ok((await sizes[at - 1]?.promise) ?? A4),
    renderPage: async () => ok(1),
    pageText: async (at) => ok((await words[at - 1]?.promise) ?? ''),
    dispose: () => undefined,
  };
  return { pdf, sizes, words };
}

let reading: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (reading) await unmount(reading);
  document.body.replaceChildren();
});

async function read() {
  await page.viewport(500, 700);
  const scroller = document.createElement('div');
  scroller.className = 'scroll';
  // Not every browser keeps in place by itself what is read.
  scroller.style.cssText =
    'position:fixed;inset:0;overflow-y:auto;overflow-anchor:none;width:420px;height:600px';
  document.body.append(scroller);
  const slow = slowPdf();
  reading = mount(PdfReading, { target: scroller, props: { pdf: slow.pdf, first: A4 } });
  await expect.element(page.getByText('page 1 of 3', { exact: true })).toBeVisible();
  const top = (at: number) =>
    scroller.querySelector(`[data-page="${at}"]`)?.getBoundingClientRect().top ?? Number.NaN;
  return { ...slow, scroller, top };
}
const find = () => page.getByRole('searchbox', { name: 'Find in report' });
const says = (words: string) => expect.element(page.getByText(words, { exact: true })).toBeVisible();

describe('a PDF whose pages come late', () => {
  it('is gone to where the words first stand, as soon as that is known', async () => {
    const { words } = await read();
    await find().fill('pericardial');
    words[0]?.give('nothing of it');
    await says('page 1 of 3…');
    // Pressed too early, it takes nothing away from what comes.
    (await find().element()).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    words[1]?.give('no pericardial effusion');
    await says('page 2 of 3');
    words[2]?.give('');
    await says('1 of 1, page 2');
  });

  it('stays at the page that was gone to when the one before it turns out to be longer', async () => {
    const { sizes, top } = await read();
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => Math.abs(top(2))).toBeLessThan(1);
    sizes[0]?.give({ width: 794, height: 4000 });
    await expect.poll(() => Math.round(top(1))).toBeLessThan(-1500);
    await expect.poll(() => Math.abs(top(2))).toBeLessThan(1);
    await says('page 2 of 3');
  });

  it('says the page that was gone to where the next one reaches the middle as well', async () => {
    const { sizes, scroller } = await read();
    for (const size of sizes) size.give({ width: 794, height: 400 });
    await expect.poll(() => scroller.scrollHeight).toBeLessThan(900);
    await page.getByRole('button', { name: 'Next page' }).click();
    await says('page 2 of 3');
    const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
    await page.getByRole('button', { name: 'Previous page' }).click();
    await scrolled;
    await says('page 1 of 3');
  });

  it('says the page that a hand scrolls to', async () => {
    const { scroller } = await read();
    await page.getByRole('button', { name: 'Next page' }).click();
    await says('page 2 of 3');
    scroller.dispatchEvent(new WheelEvent('wheel'));
    scroller.scrollTop = 0;
    await says('page 1 of 3');
  });
});
