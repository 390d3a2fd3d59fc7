import { expect, it } from 'vitest';
import { documents } from '../../src/documents/documents';
import { documentText } from '../../src/domain/report/report-document';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The longest that the page's own thread was held while something was done, in milliseconds */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let [last, longest, running] = [performance.now(), 0, true];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) port2.postMessage(0);
  };
  port2.postMessage(0);
  await work();
  running = false;
  port1.close();
  return longest;
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
  const longest = await longestHold(async () => {
    const result = await documents.read(bytes(whole), mediaType, 'the record');
    if (result.ok && result.value.kind === 'document')
      words = documentText({ blocks: result.value.document.blocks.slice(0, 50) });
  });
  expect(words.toLowerCase()).toMatch(/one|findings/);
  // What a frame or two of a busy machine's own makes of it; the reading itself takes a second.
  expect(longest).toBeLessThan(400);
});
