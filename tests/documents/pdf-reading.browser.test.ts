import { mount, unmount } from 'svelte';
import { fromStore, writable } from 'svelte/store';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/ui/tokens.css';
import type { PdfDocument } from '../../src/domain/ports/documents';
import { openPdf } from '../../src/documents/pdf/pdf';
import { err, ok } from '../../src/domain/problem';
import PdfPages from '../../src/ui/report/pdf/PdfPages.svelte';
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
    pageWords: async () => ok([]),
    dispose: () => undefined,
  };
  return { pdf, sizes, words };
}

let reading: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (reading) await unmount(reading);
  document.body.replaceChildren();
});

async function aScroller() {
  await page.viewport(500, 700);
  const scroller = document.createElement('div');
  scroller.className = 'scroll';
  // Not every browser keeps in place by itself what is read.
  scroller.style.cssText =
    'position:fixed;inset:0;overflow-y:auto;overflow-anchor:none;width:420px;height:600px';
  document.body.append(scroller);
  return scroller;
}

async function read() {
  const scroller = await aScroller();
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

const notRead = err({ kind: 'not-decoded', what: 'page 2 of a PDF' } as const);

describe('a search in a PDF', () => {
  it.each([
    [
      'one page cannot be read',
      err({ kind: 'malformed', where: 'r', what: 'x' } as const),
      '1 of 1, page 3; 1 page not searched',
    ],
    ['one page takes too long', notRead, 'none; 2 pages not searched'],
    ['its worker is lost', undefined, 'none; 2 pages not searched'],
  ])('ends in what is true where %s', async (_name, second, said) => {
    const scroller = await aScroller();
    const pdf: PdfDocument = {
      ...slowPdf().pdf,
      pageText: async (at) => {
        if (at !== 2) return ok(at === 3 ? 'pericardial' : 'nothing of it');
        if (second === undefined) throw new Error('lost');
        return second;
      },
    };
    reading = mount(PdfReading, { target: scroller, props: { pdf, first: A4 } });
    await find().fill('pericardial');
    await says(said);
  });

  it('goes on where something else is learned of the report meanwhile', async () => {
    const scroller = await aScroller();
    const slow = slowPdf();
    const opened: PdfDocument[] = [];
    const opener = () => async () => {
      const pdf = { ...slow.pdf, dispose: () => opened.splice(opened.indexOf(pdf), 1) };
      opened.push(pdf);
      return ok(pdf);
    };
    const open = writable(opener());
    const where = writable('Care Record');
    const [current, name] = [fromStore(open), fromStore(where)];
    slow.sizes[0]?.give(A4);
    reading = mount(PdfPages, {
      target: scroller,
      props: {
        bytes: new Uint8Array(),
        get where() {
          return name.current;
        },
        get openPdf() {
          return current.current;
        },
      },
    });
    await find().fill('pericardial');
    await says('page 0 of 3…');
    open.set(opener());
    where.set('Care Record and Salford Royal');
    for (const words of slow.words) words.give('no pericardial effusion');
    await says('1 of 3, page 1');
    expect(opened).toHaveLength(1);
  });
});

describe('the words of a PDF', () => {
  async function painted() {
    const pdf = await PDFDocument.create();
    const font = await pdf.embedFont(StandardFonts.TimesRoman);
    pdf.addPage([595, 842]).drawText('Nodule of 15 mm', { x: 50, y: 742, size: 24, font });
    const scroller = await aScroller();
    reading = mount(PdfPages, {
      target: scroller,
      props: { bytes: await pdf.save(), where: 'Care Record', openPdf },
    });
    const words = page.getByText('Nodule of 15 mm', { exact: true });
    await expect.element(words).toBeInTheDocument();
    await expect.poll(() => inked(scroller.querySelector('canvas')).length).toBe(4);
    return { scroller, words: words.element() };
  }

  it('lie over the letters that are painted, at every size', async () => {
    const { scroller, words } = await painted();
    for (const size of ['as wide as the pane', 'larger'] as const) {
      if (size === 'larger') {
        await page.getByRole('button', { name: 'Larger pages' }).click();
        await expect.poll(() => scroller.querySelector('.page')?.clientWidth).toBeGreaterThan(430);
      }
      // Read in one moment: a page that is painted anew at another size moves both.
      await expect
        .poll(() => {
          const [left = 0, top = 0, right = 0, bottom = 0] = inked(scroller.querySelector('canvas'));
          const box = words.getBoundingClientRect();
          const aside = Math.max(Math.abs(box.left - left), Math.abs(box.right - right));
          // A face that a PDF does not bring is painted in one of the computer's, whose letters are taller or lower.
          const taller = box.height / 6;
          return [aside < 4, box.top <= top + taller, box.bottom >= bottom - taller];
        })
        .toEqual([true, true, true]);
    }
  });

  it('can be selected', async () => {
    const { words } = await painted();
    getSelection()?.selectAllChildren(words);
    expect(String(getSelection())).toBe('Nodule of 15 mm');
    expect(getComputedStyle(words).userSelect).not.toBe('none');
  });
});

/** What is dark on a canvas, in CSS pixels of the window: left, top, right, bottom; empty where nothing is */
function inked(canvas: HTMLCanvasElement | null): readonly number[] {
  const drawn = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  if (!canvas || !drawn) return [];
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let at = 0; at < drawn.data.length / 4; at += 1)
    if ((drawn.data[at * 4] ?? 255) < 128 && (drawn.data[at * 4 + 3] ?? 0) > 200) {
      xs.push(at % drawn.width);
      ys.push(Math.floor(at / drawn.width));
    }
  if (xs.length === 0) return [];
  const { left, top, width } = canvas.getBoundingClientRect();
  const scale = width / drawn.width;
  const [x, y, right, bottom] = [xs, ys, xs, ys].map((all, at) =>
    all.reduce((a, b) => (at < 2 ? Math.min(a, b) : Math.max(a, b))),
  );
  return [
    left + (x ?? 0) * scale,
    top + (y ?? 0) * scale,
    left + (right ?? 0) * scale,
    top + (bottom ?? 0) * scale,
  ];
}
