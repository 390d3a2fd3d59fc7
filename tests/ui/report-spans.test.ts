import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/domain/report/report-document';
import { findIn, nothingFound } from '../../src/ui/report/report-find';
import ReportSpans from '../../src/ui/report/ReportSpans.svelte';

const text = (words: string, strong?: true): Span => ({
  kind: 'text',
  text: words,
  ...(strong && { strong }),
});
const image = (words: string): Span => ({ kind: 'image', reference: { imageNumber: 79 }, text: words });

/** What stands together with each picture that is named, and all of the words. */
function drawn(spans: readonly Span[], find = '') {
  const { container } = render(ReportSpans, {
    props: {
      spans,
      reading: {
        found: find ? findIn({ blocks: [{ kind: 'paragraph', spans }] }, find) : nothingFound,
        current: undefined,
        placeOf: () => ({ kind: 'awaited' }),
        onimage: () => undefined,
      } as never,
    },
  });
  return {
    together: screen.getAllByRole('button').map((button) => button.parentElement?.textContent),
    whole: container.textContent,
    marked: [...container.querySelectorAll('mark')].map((one) => one.textContent),
  };
}

describe('a picture that a report names', () => {
  it.each([
    ['in brackets', [text('lobe ('), image('image 79'), text('). No')], ['(image 79).']],
    ['in brackets alone', [text('('), image('image 79'), text(')')], ['(image 79)']],
    [
      'beside another',
      [text('see ('), image('image 7'), text('), ('), image('image 8'), text(').')],
      ['(image 7),', '(image 8).'],
    ],
    ['after a word', [text('see '), image('image 79'), text(' and')], ['image 79']],
    ['beside strong words', [text('lobe (', true), image('image 79'), text(')')], ['image 79)']],
    ['at either end', [image('image 79')], ['image 79']],
  ] as const)('%s keeps the marks that enclose or end it, and no word is lost', (_, spans, together) => {
    const seen = drawn(spans);
    expect(seen.together).toEqual(together);
    expect(seen.whole).toBe(spans.map((span) => ('text' in span ? span.text : '')).join(''));
  });

  it('is found with the marks beside it', () => {
    const { marked } = drawn([text('lobe ('), image('image 79'), text('). No')], 'lobe (image 79). No');
    expect(marked.join('')).toBe('lobe (image 79). No');
  });
});
