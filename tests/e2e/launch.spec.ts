import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { banner, notice, studies } from './screen';

test.describe('a click on Imaging in the record', () => {
  test('opens the patient’s list in the same tab', async ({ page, sandbox }) => {
    await page.goto(`${sandbox.record}/patients/aria-smith`);
    await page.getByRole('button', { name: 'Open imaging' }).click();
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    await expect(studies(page, /CT/).first()).toBeVisible();
  });

  test('opens it in a new tab and leaves the record where it was', async ({ page, context, sandbox }) => {
    await page.goto(`${sandbox.record}/patients/aria-smith`);
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'In a new tab' }).click();
    const tab = await opening;
    await expect(banner(tab)).toContainText('SMITH, Aria (Ms)');
    await expect(studies(tab, /CT/).first()).toBeVisible();
    await expect(page).toHaveURL(`${sandbox.record}/patients/aria-smith`);
  });

  test('opens it inside the record', async ({ page, sandbox }) => {
    await page.goto(`${sandbox.record}/patients/aria-smith`);
    await page.getByRole('button', { name: 'Inside this record' }).click();
    const frame = page.frameLocator('iframe[title="Imaging"]');
    await expect(banner(frame)).toContainText('SMITH, Aria (Ms)');
    await expect(studies(frame, /CT/).first()).toBeVisible();
  });

  test('leads back to the record with the browser’s Back', async ({ page, sandbox }) => {
    await page.goto(`${sandbox.record}/patients/aria-smith`);
    await page.getByRole('button', { name: 'Open imaging' }).click();
    await expect(banner(page)).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Open imaging' })).toBeVisible();
  });
});

test('a person who opens the viewer by itself is asked by the record who the patient is', async ({
  page,
  sandbox,
}) => {
  await page.goto(sandbox.standaloneAddress);
  await page.getByRole('radio', { name: /QUILLFEATHER/ }).check();
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(banner(page)).toContainText('QUILLFEATHER, Ines (Dr)');
});

test('a patient with a compact identity line still has the name on the screen', async ({ page, launch }) => {
  await launch({ scenario: 'no-banner' });
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
});

test.describe('consent', () => {
  test('given, opens the list', async ({ page, launch }) => {
    await launch({ scenario: 'consent' });
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(studies(page).first()).toBeVisible();
  });

  test('refused, says that access was not given', async ({ page, launch }) => {
    await launch({ scenario: 'consent' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(notice(page, 'Access was not given')).toBeVisible();
  });
});

test.describe('a launch that cannot be finished says why', () => {
  test('the record refuses', async ({ page, launch }) => {
    await launch({ scenario: 'access-denied' });
    await expect(notice(page, 'Access was not given')).toBeVisible();
  });

  test('the launch names no patient', async ({ page, launch }) => {
    await launch({ scenario: 'no-patient' });
    await expect(notice(page, 'No patient was chosen')).toBeVisible();
  });

  test('the patient’s details cannot be read, so nothing is shown', async ({ page, launch }) => {
    await launch({ scenario: 'patient-unreadable' });
    await expect(notice(page, 'The patient’s details could not be read')).toBeVisible();
    await expect(studies(page)).toHaveCount(0);
  });

  test('an unknown record is not asked anything', async ({ page, sandbox }) => {
    const asked = originsAskedBy(page);
    const stranger = `${sandbox.trap.address}/fhir`;
    await page.goto(
      `${sandbox.viewer}/launch/index.html?${new URLSearchParams({ iss: stranger, launch: 'x' }).toString()}`,
    );
    await expect(notice(page, 'This record is not connected to Imaging')).toBeVisible();
    expect(asked()).toEqual([sandbox.viewer]);
  });

  test('an issuer that only begins like a known one is not asked either', async ({ page, sandbox }) => {
    const asked = originsAskedBy(page);
    for (const iss of [
      `${sandbox.fhir}/`,
      `${sandbox.fhir}.evil.example`,
      sandbox.fhir.toUpperCase(),
      ` ${sandbox.fhir}`,
    ]) {
      await page.goto(
        `${sandbox.viewer}/launch/index.html?${new URLSearchParams({ iss, launch: 'x' }).toString()}`,
      );
      await expect(notice(page, 'This record is not connected to Imaging')).toBeVisible();
    }
    expect(asked()).toEqual([sandbox.viewer]);
  });

  test('the record’s sign-in is out of reach', async ({ page, launch }) => {
    await page.route('**/.well-known/smart-configuration', (route) => route.abort());
    await launch();
    await expect(notice(page, /did not answer/)).toBeVisible();
  });

  test('the record is no SMART server', async ({ page, launch }) => {
    await page.route('**/.well-known/smart-configuration', (route) => route.fulfill({ status: 404 }));
    await launch();
    await expect(notice(page, /could not start Imaging/)).toBeVisible();
  });

  test('the record does not know this site', async ({ page, launch }) => {
    await page.route('**/token', (route) =>
      route.fulfill({
        status: 400,
        json: { error: 'invalid_client' },
        headers: { 'Access-Control-Allow-Origin': '*' },
      }),
    );
    await launch();
    await expect(notice(page, /are not set up for each other/)).toBeVisible();
  });

  test('the site has no configuration', async ({ page, launch }) => {
    await page.route('**/config.json', (route) => route.fulfill({ status: 404 }));
    await launch();
    await expect(notice(page, 'Imaging is not set up here')).toBeVisible();
  });

  test('the site’s configuration has a mistake, and the key is named', async ({ page, launch }) => {
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { site: { name: 'X' }, issuers: 'none' } }),
    );
    await launch();
    await expect(notice(page, 'Imaging is not set up correctly')).toBeVisible();
    await expect(page.getByText(/issuers/)).toBeVisible();
  });

  test('the browser blocks storage', async ({ page, launch }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'sessionStorage', {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
    await launch();
    await expect(notice(page, 'This browser does not let Imaging work here')).toBeVisible();
  });

  test('the application page is opened by itself', async ({ page, sandbox }) => {
    await page.goto(`${sandbox.viewer}/index.html`);
    await expect(notice(page, 'Open Imaging from a patient’s record')).toBeVisible();
  });
});

test.describe('a launch works once', () => {
  test('the address with the used code is not exchanged again; the tab keeps its patient', async ({
    page,
    launch,
  }) => {
    const answer = answerAddress(page);
    const exchanges: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/token')) exchanges.push(request.url());
    });
    await launch();
    await expect(studies(page).first()).toBeVisible();
    await page.goto(await answer);
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    expect(exchanges).toHaveLength(1);
    expect(page.url()).not.toContain('code=');
  });

  test('the same address in another tab shows no patient', async ({ page, context, launch }) => {
    const answer = answerAddress(page);
    await launch();
    await expect(studies(page).first()).toBeVisible();
    const tab = await context.newPage();
    await tab.goto(await answer);
    await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(banner(tab)).toHaveCount(0);
  });

  test('a reload keeps the patient whose imaging is open', async ({ page, launch }) => {
    await launch();
    await expect(studies(page).first()).toBeVisible();
    await page.reload();
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    await expect(studies(page).first()).toBeVisible();
  });

  test('an answer with another state is not used', async ({ page, launch }) => {
    await page.route('**/authorize?*', async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      const address = new URL(answer.headers()['location'] ?? '');
      address.searchParams.set('state', 'forged-by-somebody-else');
      await route.fulfill({ response: answer, headers: { ...answer.headers(), location: address.href } });
    });
    await launch();
    await expect(notice(page, /cannot be trusted/)).toBeVisible();
    await expect(banner(page)).toHaveCount(0);
  });
});

test.describe('nothing but iss and launch has an effect', () => {
  const overrides = (trap: string): readonly (readonly [string, string])[] => [
    ['clientId', 'somebody-else'],
    ['client_id', 'somebody-else'],
    ['fhirServiceUrl', `${trap}/fhir`],
    ['patientId', 'bram-oakfield'],
    ['encounterId', 'x'],
    ['redirectUri', `${trap}/`],
    ['redirect_uri', `${trap}/`],
    ['scope', 'system/*.*'],
    ['noRedirect', 'true'],
    ['pkceMode', 'disabled'],
    ['width', '10'],
    ['target', '_top'],
    ['completeInTarget', 'true'],
    ['fakeTokenResponse', JSON.stringify({ patient: 'bram-oakfield' })],
  ];

  test('in the launch address', async ({ page, sandbox }) => {
    const address = new URL(sandbox.launchAddress({ personId: 'aria-smith' }));
    for (const [name, value] of overrides(sandbox.trap.address)) address.searchParams.set(name, value);
    const before = sandbox.trap.requests.length;
    await page.goto(address.href);
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    await expect(studies(page).first()).toBeVisible();
    expect(sandbox.trap.requests.slice(before)).toEqual([]);
  });

  test('in the address of the application', async ({ page, sandbox }) => {
    const before = sandbox.trap.requests.length;
    for (const [name, value] of overrides(sandbox.trap.address)) {
      await page.goto(`${sandbox.viewer}/index.html?${new URLSearchParams({ [name]: value }).toString()}`);
      await expect(notice(page, 'Open Imaging from a patient’s record')).toBeVisible();
    }
    expect(sandbox.trap.requests.slice(before)).toEqual([]);
  });
});

/** Origins of every request of the page from now on, each once. */
function originsAskedBy(page: Page): () => readonly string[] {
  const origins = new Set<string>();
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http')) origins.add(origin);
  });
  return () => [...origins];
}

/** The address with code and state that the record sends the browser to. */
async function answerAddress(page: Page): Promise<string> {
  const request = await page.waitForRequest(
    (each) => each.isNavigationRequest() && new URL(each.url()).searchParams.has('code'),
  );
  return request.url();
}
