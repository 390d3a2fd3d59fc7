import { axeFindings, expect, test } from './fixtures';

/** Every key that could be a command of the staff's screen, alone and with Shift */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const NAMED = [
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Delete',
];
const ALL_KEYS = [
  ...[...LETTERS, ...NAMED, ...'0123456789+-=?/.,;[]<>#', 'Space', 'Escape', 'Control+z'],
  ...[...LETTERS.map((letter) => letter.toUpperCase()), ...NAMED].map((key) => `Shift+${key}`),
];

test.use({ landing: 'study' });

test.describe('a patient’s own launch', () => {
  test('shows what the record released in plain words, and nothing that is for staff', async ({
    page,
    launch,
  }) => {
    await launch({ scenario: 'patients-own' });
    await expect(page.getByRole('heading', { name: 'Your pictures' })).toBeVisible();
    await expect(
      page.getByRole('img', { name: /^Picture: X-ray of your chest, \d+ [A-Z][a-z]+ \d{4}$/ }),
    ).toBeVisible();
    await expect(page.getByText('new since the earlier chest X-ray')).toBeVisible();
    await expect(page.getByText('To talk about the pictures: the X-ray helpline')).toBeVisible();
    await expect(page.getByText(/These are the pictures that .* has released/)).toBeVisible();
    const [address, pages] = [page.url(), page.context().pages().length];
    for (const key of ALL_KEYS) await page.keyboard.press(key);
    // A link that a colleague sent is for staff too.
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData(
        'text',
        'https://viewer.example/view.html#view=404YR0G1008TNEYC000GM6R0ZW9AP14HR0',
      );
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(page.getByRole('group', { name: 'Meeting', exact: true })).toHaveCount(0);
    expect(page.url()).toBe(address);
    expect(page.context().pages()).toHaveLength(pages);
    await expect(page.getByRole('toolbar', { name: 'Picture tools' })).toHaveCount(0);
    const read = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
    expect(read).not.toMatch(/Brightness|Measure|PRIOR|Sources|Window|Salford Royal|planned/);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('asks no archive what the record has not released', async ({ page, launch }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await launch({ scenario: 'patients-own' });
    await expect(page.getByRole('img', { name: /^Picture: X-ray of your chest/ })).toBeVisible();
    expect(asked.filter((address) => /\/studies\?/.test(address))).toEqual([]);
  });

  test('is refused in words for a patient where a site does not have it', async ({ page, launch }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.route('**/config.json', async (route) => {
      const answer = await route.fetch();
      const config = (await answer.json()) as object;
      await route.fulfill({ response: answer, json: { ...config, patientLaunch: false } });
    });
    await launch({ scenario: 'patients-own' });
    await expect(page.getByRole('heading', { name: 'Pictures are not shown here' })).toBeVisible();
    await expect(page.getByText('Ask your clinician to show you your pictures.')).toBeVisible();
    expect(asked.filter((address) => /\/(series|instances|frames|DiagnosticReport)\b/.test(address))).toEqual(
      [],
    );
  });

  test('names somebody who acts for the patient', async ({ page, launch }) => {
    await launch({ scenario: 'patients-proxy' });
    await expect(
      page.getByText('You are looking at the pictures of SMITH, Aria (Ms), for them.'),
    ).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Pictures of SMITH, Aria (Ms)' })).toBeVisible();
    await expect(page.getByRole('img', { name: /^Picture: X-ray of the chest, / })).toBeVisible();
    // Nothing of them is the reader's own.
    const read = await page.locator('body').innerText();
    expect(read.match(/\byours?\b(?! clinician| browser| session)/gi)).toBeNull();
  });
});
