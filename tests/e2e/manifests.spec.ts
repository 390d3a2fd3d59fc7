import { archiveApp } from '../../sandbox/imaging/archive-server';
import { startSandbox, type Sandbox } from '../../sandbox/start';
import { dist, expect, test } from './fixtures';
import { banner, picture, studies } from './screen';

test.describe('a record that knows its imaging by manifests', () => {
  let sandbox: Sandbox | undefined;
  test.beforeAll(async ({ catalogue }) => {
    sandbox = await startSandbox({ catalogue, dist, archiveApp, landing: 'list', manifests: true });
  });
  test.afterAll(() => sandbox?.stop());

  test('lists what they list, and opens a study without a question about it before its first picture', async ({
    page,
  }) => {
    if (sandbox === undefined) throw new Error('no demonstration');
    const archives = Object.values(sandbox.archives);
    const asked: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (request.method() === 'GET' && archives.includes(url.origin) && !/\/studies$/.test(url.pathname))
        asked.push(url.pathname);
    });
    await page.goto(sandbox.launchAddress({ personId: 'aria-smith' }));
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    await expect(page.getByText(/\(manifests\): \d+ stud/).first()).toBeVisible();
    await studies(page, /CT/).first().click();
    await expect(picture(page, /image \d+ of/)).toBeVisible();
    // The object comes first: its own attributes say what its pixels are.
    expect(asked[0]).toMatch(/\/instances\/[\d.]+$/);
  });
});
