import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../deploy/headers';
import type { Sightings } from './hostile-page';

/** As every deployment sends it; `frame-ancestors` alone has no effect in a page. */
const POLICY = contentSecurityPolicy({ connect: [], framedBy: [] });

/** Runs every payload in a page of its own and tells what happened there. */
async function seenIn(policy: string | undefined): Promise<Sightings> {
  const meta = policy === undefined ? '' : `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const page = new URL('./hostile-page.ts', import.meta.url).href;
  const frame = document.createElement('iframe');
  const answer = new Promise<Sightings>((resolve) => {
    const listen = (event: MessageEvent<Sightings>) => {
      if (event.source !== frame.contentWindow) return;
      removeEventListener('message', listen);
      resolve(event.data);
    };
    addEventListener('message', listen);
  });
  frame.srcdoc = `<!doctype html><html><head>${meta}</head><body><script type="module" src="${page}"></script></body></html>`;
  document.body.append(frame);
  try {
    return await answer;
  } finally {
    frame.remove();
  }
}

describe('hostile HTML', () => {
  it('runs nothing, asks for nothing and breaks no policy under Trusted Types', async () => {
    const seen = await seenIn(POLICY);
    expect(seen.forms).toBeGreaterThanOrEqual(500);
    expect(seen.failures).toEqual([]);
    expect([seen.executed, seen.violations, seen.requests]).toEqual([0, [], []]);
    expect(seen.control.violations).toBeGreaterThan(0);
  }, 120_000);

  it('runs nothing and asks for nothing where no policy helps, and leaves no address but http', async () => {
    const seen = await seenIn(undefined);
    expect(seen.failures).toEqual([]);
    expect([seen.executed, seen.requests]).toEqual([0, []]);
    for (const href of seen.hrefs) expect(href).toMatch(/^https?:\/\/(?!.*@)/);
    expect(seen.control).toMatchObject({ executed: 1, requests: 1 });
  }, 120_000);
});
