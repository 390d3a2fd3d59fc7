import { expect, it } from 'vitest';
import { highlightAt } from '../../../src/fhir/smart/record-style';

const ADDRESS = 'https://record.example/style.json';

it('the highlight colour is asked for without a cookie, a token or where from, and follows nobody elsewhere', async () => {
  const asked: (RequestInit | undefined)[] = [];
  const fetch = async (_: RequestInfo | URL, init?: RequestInit) => {
    asked.push(init);
    return Response.json({ color_highlight: '#005eb8' });
  };
  expect(await highlightAt(ADDRESS, fetch)).toBe('#005eb8');
  expect(asked).toMatchObject([{ credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' }]);
  expect(asked[0]).not.toHaveProperty('headers');
});

it.each<[string, () => Response | Promise<Response>]>([
  ['nobody answers', () => Promise.reject(new TypeError('down'))],
  ['it is not there', () => Response.json({ color_highlight: '#005eb8' }, { status: 404 })],
  ['it is a page', () => new Response('<html>')],
  ['it is empty', () => new Response('')],
  ['it is null', () => Response.json(null)],
  ['it is a list', () => Response.json(['#005eb8'])],
  ['it has none', () => Response.json({ color_text: '#000' })],
  ['it is a number', () => Response.json({ color_highlight: 5 })],
  [
    'it is larger than a style',
    () => Response.json({ color_highlight: '#005eb8', more: 'x'.repeat(30_000) }),
  ],
])('there is none where %s', async (_, answer) => {
  expect(await highlightAt(ADDRESS, async () => answer())).toBeUndefined();
});
