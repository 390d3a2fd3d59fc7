import { afterEach, describe, expect, it, vi } from 'vitest';
import { withItsFiles } from '../../src/http/code-files';

/* What a browser could not import it does not import for the life of the page, so that nothing is tried in vain. */

const importer = 'https://viewer.example/assets/app.js';
let count = 0;
/** A module of its own for each test: what is here is remembered. */
const aModule = () => [`part-${(count += 1)}.js`];

function device({ says, has }: { readonly says: boolean; readonly has: boolean }) {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(says);
  const fetched = vi.fn(() =>
    has ? Promise.resolve(new Response('')) : Promise.reject(new TypeError('Failed to fetch')),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('code that is imported late', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it.each([
    ['says it has a network', { says: true, has: true }, true, 0],
    ['says it has none, and has one all the same', { says: false, has: true }, true, 1],
    ['has no network, and says so', { says: false, has: false }, false, 1],
  ])('on a device that %s is imported where it can come', async (_what, given, comes, requests) => {
    const fetched = device(given);
    const load = vi.fn(() => Promise.resolve('code'));
    const loaded = withItsFiles(load, aModule(), importer).catch(() => undefined);
    expect(await loaded).toBe(comes ? 'code' : undefined);
    expect(load).toHaveBeenCalledTimes(comes ? 1 : 0);
    expect(fetched).toHaveBeenCalledTimes(requests);
  });

  it('that could not come without a network comes when the line is back', async () => {
    const files = aModule();
    const load = vi.fn(() => Promise.resolve('code'));
    device({ says: false, has: false });
    await expect(withItsFiles(load, files, importer)).rejects.toThrow('Failed to fetch');
    device({ says: true, has: true });
    expect(await withItsFiles(load, files, importer)).toBe('code');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is told once where it does not come though there is a network', async () => {
    device({ says: true, has: true });
    const told = vi.fn();
    addEventListener('partlost', told);
    const files = aModule();
    const load = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    for (let time = 0; time < 2; time += 1)
      await expect(withItsFiles(load, files, importer)).rejects.toThrow('dynamically');
    removeEventListener('partlost', told);
    expect(told).toHaveBeenCalledTimes(1);
  });
});
