import { expect, it } from 'vitest';
import { documents } from '../../src/documents/documents';
import { documentText } from '../../src/domain/report/report-document';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The longest task of the page's own thread while something was done (0 where none took 50), and how long that took, in milliseconds. */
async function watched(work: () => Promise<unknown>): Promise<{ longest: number; took: number }> {
  let longest = 0;
  const take = (tasks: readonly PerformanceEntry[]) => {
    for (const { duration } of tasks) longest = Math.max(longest, duration);
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'longtask' });
  const start = performance.now();
  await work();
  const took = performance.now() - start;
  // A task is told of when it has ended.
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  take(observer.takeRecords());
  observer.disconnect();
  return { longest, took };
}

it.each([
  ['plain text', 'text/plain', 'FINDINGS: see image 1.\n- item\nmore\n\n'],
  ['HTML', 'text/html', '<p>one <b>two</b></p><dt><ul><li>three</ul>'],
  ['RTF', 'application/rtf', '\\b one\\b0  two\\par '],
  ['a clinical document', 'text/xml', '<paragraph>one</paragraph>'],
])('a long report of %s is read without holding the page', async (_, mediaType, piece) => {
  const text = piece.repeat(Math.floor(1_500_000 / piece.length));
  const whole =
    mediaType === 'application/rtf'
      ? `{\\rtf1 ${text}}`
      : mediaType === 'text/xml'
        ? `<ClinicalDocument><component><structuredBody><component><section><text>${text}</text></section></component></structuredBody></component></ClinicalDocument>`
        : text;
  // The code is here before it is measured.
  await documents.read(bytes(whole.slice(0, 40_000)), mediaType, 'the record');
  let words = '';
  const { longest, took } = await watched(async () => {
    const result = await documents.read(bytes(whole), mediaType, 'the record');
    if (result.ok && result.value.kind === 'document')
      words = documentText({ blocks: result.value.document.blocks.slice(0, 50) });
  });
  expect(words.toLowerCase()).toMatch(/one|findings/);
  // The reading itself takes a second, and as much longer as the machine has other work.
  expect(longest).toBeLessThan(Math.max(250, took / 3));
});

it('a task that holds the page is seen', async () => {
  const { longest: held } = await watched(async () => {
    await Promise.resolve();
    const until = performance.now() + 300;
    while (performance.now() < until);
  });
  expect(held).toBeGreaterThan(250);
});
