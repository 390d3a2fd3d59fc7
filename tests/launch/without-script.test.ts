import { readFile } from 'node:fs/promises';
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { hasStarted, showNotStarted } from '../../src/not-started';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

async function page(path: string) {
  const window = new Window({ url: 'https://viewer.example/app/launch/index.html?iss=x&launch=y' });
  window.document.write((await read(path)).replaceAll(/<(script|link)[^>]*>(<\/script>)?/g, ''));
  return window.document as unknown as Document;
}

describe.each(['index.html', 'launch/index.html'])('%s, in which no script runs', (path) => {
  test('holds a sentence that the style sheet shows after some seconds, without inline style', async () => {
    const document = await page(path);
    const words = document.getElementById('not-started');
    expect(words?.querySelector('h1')?.textContent).toBe('Imaging has not started');
    expect(words?.textContent).toMatch(/IT support team/);
    expect(document.querySelector('[style], style')).toBeNull();
    const css = await read('src/ui/tokens.css');
    expect(css).toMatch(/\.not-started \{[^}]*animation: appear 0s \d+s both/);
    expect(css).toMatch(/@keyframes appear \{\s*from \{\s*visibility: hidden/);
  });

  test('offers to load the same address again, by a link that needs no script', async () => {
    const links = [...(await page(path)).querySelectorAll('#not-started a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual(links.map(() => ''));
    expect(links.some((link) => !link.hasAttribute('target'))).toBe(true);
  });

  test('has nothing of it left once one does', async () => {
    const document = await page(path);
    hasStarted(document);
    expect(document.body.textContent).not.toContain('has not started');
  });
});

test('the launch, which nothing was begun of, can be opened in a tab of its own', async () => {
  const link = (await page('launch/index.html')).querySelector('#not-started a[target="_blank"]');
  expect(link?.getAttribute('rel')).toContain('noopener');
});

test('a part of the program that did not come is said, with a way to load it again', async () => {
  const document = await page('index.html');
  const target = document.getElementById('app') ?? document.body;
  showNotStarted(target, new TypeError('Failed to fetch dynamically imported module'));
  expect(target.querySelector('h1')?.textContent).toBe('Imaging could not be started');
  expect(target.textContent).toContain('Failed to fetch dynamically imported module');
  expect(target.querySelector('a')?.textContent).toBe('Load again');
});
