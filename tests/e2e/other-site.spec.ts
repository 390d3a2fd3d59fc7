import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import { startSandbox } from '../../sandbox/start';
import { dist, expect, test } from './fixtures';
import { banner, picture, studies } from './screen';

/** A page of the record's: a frame that the viewer is launched in. */
async function recordPage(
  frame: () => string,
): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<!doctype html><title>A record</title><iframe title="Imaging" src="${frame()}" width="1200" height="800"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // For a browser localhost and 127.0.0.1 are two sites.
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}

test('inside a record of another site, whose frames have storage of their own and no cookies, the viewer opens', async ({
  page,
  catalogue,
}) => {
  let launch = '';
  const record = await recordPage(() => launch);
  const sandbox = await startSandbox({
    catalogue,
    dist,
    archiveApp,
    landing: 'list',
    framedBy: [record.origin],
  });
  try {
    launch = sandbox.launchAddress({ personId: 'aria-smith' });
    await page.goto(record.origin);
    const frame = page.frameLocator('iframe[title="Imaging"]');
    await expect(banner(frame)).toContainText('SMITH, Aria (Ms)');
    await studies(frame, /CT/).first().click();
    await expect(picture(frame, /image \d+ of/)).toBeVisible();
  } finally {
    await sandbox.stop();
    record.server.close();
  }
});
