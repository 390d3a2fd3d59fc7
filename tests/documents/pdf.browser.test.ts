import { PDFDocument, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { boundedScale, openPdf } from '../../src/documents/pdf/pdf';

const signal = () => new AbortController().signal;

async function aPdf(pages: readonly string[], size: [number, number] = [595, 842]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const text of pages) pdf.addPage(size).drawText(text, { x: 50, y: size[1] - 100, size: 24, font });
  return pdf.save();
}

const opened = async (bytes: Uint8Array) => {
  const answer = await openPdf(bytes, 'Care Record', signal());
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value;
};

function darkPixels(canvas: HTMLCanvasElement): number {
  const pixels =
    canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4)
    if ((pixels[at] ?? 255) < 100 && (pixels[at + 3] ?? 0) > 200) dark += 1;
  return dark;
}

describe('a PDF', () => {
  it('is drawn page by page, and tells its words', async () => {
    const pdf = await opened(await aPdf(['Nodule of 15 mm', 'Conclusion']));
    const canvas = document.createElement('canvas');
    expect(pdf.pages).toBe(2);
    expect(await pdf.renderPage(1, canvas, 1, signal())).toEqual({ ok: true, value: 1 });
    expect([canvas.width, canvas.height]).toEqual([793, 1122]);
    expect(darkPixels(canvas)).toBeGreaterThan(200);
    expect(await pdf.pageText(2, signal())).toEqual({ ok: true, value: 'Conclusion' });
    pdf.dispose();
  });

  it('keeps the bytes it was given', async () => {
    const bytes = await aPdf(['x']);
    const before = bytes.byteLength;
    (await opened(bytes)).dispose();
    expect(bytes.byteLength).toBe(before);
  });

  it('makes one Trusted Types policy, however many are opened', async () => {
    const { trustedTypes } = globalThis as unknown as {
      trustedTypes: { createPolicy(name: string, ...rest: unknown[]): unknown };
    };
    const made: string[] = [];
    const before = trustedTypes.createPolicy.bind(trustedTypes);
    trustedTypes.createPolicy = (name, ...rest) => {
      made.push(name);
      return before(name, ...rest);
    };
    try {
      for (const words of ['one', 'two', 'three']) (await opened(await aPdf([words]))).dispose();
    } finally {
      trustedTypes.createPolicy = before;
    }
    // The module that makes it is loaded with the first document that is opened, perhaps before this test.
    expect(made.filter((name) => name === 'plainfilm-pdf').length).toBeLessThanOrEqual(1);
    expect(made.filter((name) => name !== 'plainfilm-pdf')).toEqual([]);
  });

  it.each([
    ['no PDF', new TextEncoder().encode('<html>not found</html>')],
    ['nothing', new Uint8Array()],
    ['only the head of one', new TextEncoder().encode('%PDF-1.7\n%%EOF')],
  ])('that is %s is malformed', async (_name, bytes) => {
    expect(await openPdf(bytes, 'Care Record', signal())).toMatchObject({
      ok: false,
      problem: { kind: 'malformed' },
    });
  });

  it('has no page beyond its last, and stays readable', async () => {
    const pdf = await opened(await aPdf(['only']));
    expect(await pdf.pageText(2, signal())).toMatchObject({ ok: false, problem: { kind: 'malformed' } });
    expect(await pdf.pageText(1, signal())).toEqual({ ok: true, value: 'only' });
    pdf.dispose();
  });

  it('stops when it is told to', async () => {
    const pdf = await opened(await aPdf(['x']));
    const stop = new AbortController();
    const drawing = pdf.renderPage(1, document.createElement('canvas'), 1, stop.signal);
    stop.abort(new Error('left'));
    await expect(drawing).rejects.toThrow('left');
    await expect(openPdf(await aPdf(['x']), 'r', stop.signal)).rejects.toThrow('left');
    pdf.dispose();
  });

  it('as large as a wall is drawn smaller', async () => {
    const pdf = await opened(await aPdf(['x'], [14_000, 14_000]));
    const canvas = document.createElement('canvas');
    const answer = await pdf.renderPage(1, canvas, 3, signal());
    expect(answer.ok && answer.value).toBeLessThan(0.5);
    expect(canvas.width * canvas.height).toBeLessThanOrEqual(16_000_000);
    pdf.dispose();
  });
});

describe('the scale of a page', () => {
  it('is what was asked for where the canvas may be that large', () => {
    expect(boundedScale({ width: 793, height: 1122 }, 2)).toBe(2);
    expect(boundedScale({ width: 1_000_000, height: 1 }, 1)).toBeLessThan(0.01 + 8192 / 1_000_000);
    expect(boundedScale({ width: 0, height: 0 }, 1)).toBe(1);
  });
});
