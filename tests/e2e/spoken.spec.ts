import type { Page } from '@playwright/test';
import type { CatalogueStudy } from '../../sandbox/catalogue';
import { daysBefore } from '../../sandbox/imaging/dates';
import { expect, test } from './fixtures';
import { measureLength } from './measuring';
import { list, notice, picture, reportText, view } from './screen';
import { announcedOn, faultsOf, heardOn, listenTo, said } from './spoken';
import { holds, isCt, studyOf } from './studies';

/*
 * Each state of the screen as whoever hears it has it. What is expected is what a person who sees nothing needs to be told, in
 * the order in which it is told; and of every state the same rules hold: each control has a name, none has the name of its
 * neighbour, headings go down one by one, places have names.
 */

test.use({ landing: 'study', viewport: { width: 1366, height: 768 } });

interface State {
  readonly name: string;
  readonly personId?: string;
  readonly is?: (study: CatalogueStudy) => boolean;
  readonly scenario?: string;
  /** To the state; settles when it is there */
  readonly act: (page: Page) => Promise<void>;
  /** Heard one after another, with others between them */
  readonly reads: readonly (string | RegExp)[];
  /** Not heard at all: what stands behind, or is not so */
  readonly never?: readonly (string | RegExp)[];
}

/** The demonstration's days are counted from today: "27-Nov-2026", or as it is said to patients, "27 November 2026". */
function ago(days: number, month: 'short' | 'long' = 'short'): string {
  const day = new Date(daysBefore(new Date().toISOString().slice(0, 10), days));
  const name = day.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' });
  const year = day.getUTCFullYear();
  if (month === 'long') return `${day.getUTCDate()} ${name} ${year}`;
  return `${String(day.getUTCDate()).padStart(2, '0')}-${name.slice(0, 3)}-${year}`;
}
const DAY = { CHEST: ago(3), CHEST_REPORT: ago(2), CT: ago(36), CT_REPORT: ago(35), PRIOR: ago(245) };

const WHO = [
  'banner: Patient',
  'SMITH, Aria (Ms)',
  'Born',
  /^14-Jul-19\d\d$/,
  'NHS No.',
  /^999 \d{3} \d{4}$/,
];
const LIST = [
  'heading 1: Imaging',
  'region: Imaging list',
  '4 studies',
  'list: Imaging studies',
  `button: Chest X-ray, XR Chest PA and lateral, ${DAY.CHEST} 09:12, Salford Royal, 2 images, Report`,
  `button: CT chest, CT Thorax with contrast, ${DAY.CT} 14:40, Royal Bolton, 12 images, Report`,
];
const REPORT = [
  'region: Report',
  'heading 2: Report',
  `button: Final ${DAY.CHEST_REPORT}`,
  'heading 3: CONCLUSION',
  /^15 mm right upper zone nodule, new since/,
  'heading 3: FINDINGS',
  /^Dr Imogen Farrow-Hale/,
];
const landed = async (page: Page) => {
  await expect(picture(page, /image 1 of 1/)).toBeVisible();
  await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
  await expect(reportText(page).locator('.answer')).toBeVisible();
  await expect(list(page)).toContainText('Complete as of');
};
const inDialog = (name: string, open: (page: Page) => Promise<void>) => async (page: Page) => {
  await landed(page);
  await open(page);
  await expect(page.getByRole('dialog', { name })).toBeVisible();
};
const press = (key: string) => (page: Page) => page.keyboard.press(key);
const more = async (page: Page) => page.getByRole('button', { name: 'Find, size, copy and print' }).click();

const STATES: readonly State[] = [
  {
    name: 'where one lands: who it is, which studies there are, which one is open, its pictures, its report',
    act: landed,
    reads: [
      ...WHO,
      'main',
      ...LIST,
      /^Complete as of \d\d:\d\d$/,
      'region: Pictures',
      'heading 2: Chest X-ray',
      DAY.CHEST,
      /^Salford Royal · .* chosen in the record/,
      'button: Compare (C)',
      'group: View 1',
      new RegExp(`^image: Chest X-ray, PA, ${DAY.CHEST}, image 1 of 1`),
      'For review – not for primary diagnosis',
      'group: View 2',
      new RegExp(`^image: Chest X-ray, Lateral, ${DAY.CHEST}, image 1 of 1`),
      'toolbar: Picture tools',
      'button, pressed: Brightness',
      'button: Reset',
      'group: Series',
      ...REPORT,
    ],
    // Letters of the sides say nothing without their places.
    never: ['H', 'L', 'F', 'R', '4'],
  },
  {
    name: 'the list: how many, how complete, by whom, and what is planned',
    act: async (page) => {
      await landed(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
      await expect(page.getByRole('list', { name: 'Planned imaging' })).toBeVisible();
    },
    reads: [
      ...WHO,
      'heading 1: Imaging',
      '4 studies',
      'button: Help',
      'search: Imaging',
      'searchbox: Search this list',
      /^Complete as of \d\d:\d\d$/,
      'heading 3: Planned',
      'list: Planned imaging',
      'list: Imaging studies',
      /^heading 3: \d{4} \d stud/,
      new RegExp(`^button: Chest X-ray, .*${DAY.CHEST}.*Report$`),
      /^heading 3: \d{4} \d stud/,
      'region: Where this list comes from',
      /^Wigan Infirmary: 1 study/,
    ],
    never: [/^image/, 'toolbar: Picture tools'],
  },
  {
    name: 'a list that is not complete: before its rows it says so, who is missing, what that means, and a way on',
    scenario: 'wigan-refuses',
    act: async (page) => {
      await expect(picture(page, /image 1 of 1/)).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(list(page).getByText('This list is not complete')).toBeVisible();
    },
    reads: [
      ...WHO,
      'This list is not complete',
      /^Wigan Infirmary does not allow you to see this\. This patient may have imaging there\.$/,
      'button: Try again',
      'list: Imaging studies',
      /^button: Knee X-ray.*Pictures not listed by any archive that answered$/,
      'button: Try again: Wigan Infirmary',
    ],
    never: [/^Complete as of/],
  },
  {
    name: 'a report with its versions and its authors opened: which reports there are, and who stands for it',
    is: isCt,
    act: async (page) => {
      await expect(picture(page, /saved view|image \d+ of/)).toBeVisible();
      await expect(reportText(page).locator('.answer')).toBeVisible();
      await reportText(page).getByRole('button', { name: 'details' }).click();
      await reportText(page).getByRole('button', { name: '2 reports of this study' }).click();
    },
    reads: [
      'region: Report',
      'region: Report text',
      `button, expanded: Final ${DAY.CT_REPORT}`,
      'button, expanded: 2 reports of this study',
      'navigation: Reports of this study',
      new RegExp(`^button: Final · ${DAY.CT_REPORT} 10:22 CT Thorax`),
      new RegExp(`^button: Preliminary · ${DAY.CT_REPORT} 10:05`),
      'heading 3: CONCLUSION',
      /^Solitary 15 mm spiculated nodule/,
      'group: Key images',
      /^Dr Imogen Farrow-Hale/,
      'button, expanded: details',
      'Reported by',
      'Dr Imogen Farrow-Hale',
    ],
  },
  {
    name: 'two studies compared: which is the prior, how much earlier, and how one stops',
    act: async (page) => {
      await landed(page);
      await page.keyboard.press('c');
      await expect(picture(page, /^Prior.*image 1 of 1, window/, 2)).toBeVisible();
    },
    reads: [
      ...WHO,
      'heading 2: Chest X-ray',
      new RegExp(`^PRIOR, Chest X-ray, ${DAY.PRIOR}, 8 months earlier$`),
      'button: Stop comparing (C)',
      'group: View 1',
      'Current',
      new RegExp(`^image: Chest X-ray, PA, ${DAY.CHEST}`),
      'group: View 2',
      'PRIOR',
      new RegExp(`^image: Prior, 8 months earlier, Chest X-ray, PA, ${DAY.PRIOR}`),
      'button, pressed: Compare',
      /^button, pressed: Prior, PA, X-ray, 1 image, in view 2$/,
      'group: Whose report',
      `button, pressed: Current ${DAY.CHEST}`,
      `button: PRIOR ${DAY.PRIOR}`,
      'heading 3: CONCLUSION',
    ],
  },
  {
    name: 'a length measured, and the list of measurements: what was measured, where, and what can be done with it',
    is: isCt,
    act: async (page) => {
      await expect(picture(page, /saved view/)).toBeVisible();
      await measureLength(page);
    },
    reads: [
      /^image: CT chest, .*image 1 of 3/,
      /^group: Measurements on this picture/,
      /^button, pressed: Length 1: Length \d+ mm, in the patient$/,
      'button: Length 1, point 1 of 2',
      'slider: Image = image 1 of 3',
      'complementary: Measurements of this study',
      new RegExp(`^button: Length 1 CT chest, ${DAY.CT}.*image 4 of 12$`),
      'button: Delete Length 1',
      'Measured for review – not for primary diagnosis',
      'button, pressed: Measure: Length',
    ],
  },
  {
    name: 'the menu of all tools: in groups, and what is on',
    act: async (page) => {
      await landed(page);
      await page.getByRole('button', { name: 'More tools' }).click();
      await expect(page.getByRole('menu', { name: 'Picture' })).toBeVisible();
    },
    reads: [
      'menu: Picture',
      'group: Dragging',
      /^menuitemradio, checked: Brightness/,
      'group: Measure',
      /^menuitemradio: Length/,
      'group: Layout',
      /^menuitemradio, checked: Two views$/,
      'group: Screen',
      /^menuitem: Help/,
    ],
  },
  {
    name: 'the help: each gesture and key with what it does, and nothing of what is behind',
    act: inDialog('Keys and gestures', press('?')),
    reads: [
      'dialog: Keys and gestures',
      'heading 2: Keys and gestures',
      'button: Close',
      'heading 3: Mouse and touch',
      'Double click',
      'One view large, and back',
      'heading 3: Images',
      'Page Up',
      'Page Down',
      'Ten images back, on',
      /^checkbox, checked: Use shortcuts of a single letter/,
    ],
    never: ['main', 'banner: Patient', 'toolbar: Picture tools'],
  },
  {
    name: 'the pictures shown to the patient: whose, what it is in plain words, what the report says, and nothing behind',
    act: inDialog('Your pictures', press('Shift+T')),
    reads: [
      'dialog: Your pictures',
      'SMITH, Aria (Ms)',
      'button: Stop showing (Esc)',
      `image: Picture: X-ray of your chest, ${ago(3, 'long')}`,
      'toolbar: Move the picture',
      'heading 2: What the report says',
      /^15 mm right upper zone nodule/,
      'Written by Dr Imogen Farrow-Hale',
      /Ask your clinician what it means/,
    ],
    never: ['main', 'toolbar: Picture tools', /knee/i],
  },
  {
    name: 'the choice of what is printed',
    act: async (page) => {
      await landed(page);
      await more(page);
      await page.getByRole('button', { name: /^Print/ }).click();
      await expect(page.getByRole('group', { name: 'What to print' })).toBeVisible();
    },
    reads: [
      'button, expanded: Find, size, copy and print',
      'group: Report tools',
      'searchbox: Find in report',
      'button: Smaller type',
      'button: Copy as text',
      'group: What to print',
      'button: The report',
      'button: The report and the pictures on the screen',
      'heading 3: CONCLUSION',
    ],
  },
  {
    name: 'the record’s refusal: what happened, what it means and what to do, and nobody’s name',
    scenario: 'access-denied',
    act: async (page) => expect(notice(page, 'Access was not given')).toBeVisible(),
    reads: [
      'main',
      'heading 1: Access was not given',
      'Demonstration record did not allow Imaging to see this patient’s data.',
      'heading 2: What to do',
      /go back to the patient’s record/,
    ],
    never: [/SMITH/, /^banner/, /^button/],
  },
];

/** The first of these that is not heard after the ones before it; and what was heard instead. */
function missing(lines: readonly string[], reads: State['reads']): string | undefined {
  let from = 0;
  for (const wanted of reads) {
    const at = lines.findIndex(
      (line, at) => at >= from && (typeof wanted === 'string' ? line === wanted : wanted.test(line)),
    );
    if (at < 0) return `not heard: ${wanted.toString()}, in:\n${lines.slice(from).join('\n')}`;
    from = at + 1;
  }
  return undefined;
}

for (const { name, personId = 'aria-smith', is = holds('CR'), scenario, act, reads, never = [] } of STATES)
  test(`heard: ${name}`, async ({ page, launch, catalogue }) => {
    await launch({ personId, study: studyOf(catalogue, personId, is), ...(scenario && { scenario }) });
    await act(page);
    await expect(async () => {
      const heard = await heardOn(page);
      const lines = heard.map(said);
      expect(missing(lines, reads)).toBeUndefined();
      for (const word of never)
        expect(lines.filter((line) => (typeof word === 'string' ? line === word : word.test(line)))).toEqual(
          [],
        );
      expect(faultsOf(heard)).toEqual([]);
    }).toPass({ timeout: 20_000 });
  });

test('heard: a screen that was locked: that it is, why, the way back, and nobody’s name', async ({
  page,
  context,
  launch,
}) => {
  await context.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: { ...config, sharedComputer: { lockAfterMinutes: 10 } } });
  });
  await launch();
  await landed(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(notice(page, 'You have signed out of Imaging')).toBeVisible();
  const heard = await heardOn(page);
  const lines = heard.map(said);
  expect(
    missing(lines, [
      'main',
      'heading 1: You have signed out of Imaging',
      /have been taken off this screen/,
      /go back to the patient’s record/,
    ]),
  ).toBeUndefined();
  expect(lines.filter((line) => /smith|banner|image/i.test(line))).toEqual([]);
  expect(faultsOf(heard)).toEqual([]);
});

/** What a person does, and what is said of it: each once, whatever else is said meanwhile. */
const STEPS: readonly {
  readonly name: string;
  readonly is?: State['is'];
  readonly keys: readonly string[];
  readonly says: RegExp;
}[] = [
  { name: 'inverts', keys: ['i'], says: /^Inverted$/ },
  { name: 'flips', keys: ['h'], says: /^Flipped sideways/ },
  { name: 'takes another tool', keys: ['z'], says: /^Tool: Zoom$/ },
  { name: 'compares', keys: ['c'], says: new RegExp(`^PRIOR, Chest X-ray, ${DAY.PRIOR}`) },
  { name: 'goes to the planes', is: isCt, keys: ['Shift+P'], says: /slices are on their way/ },
];
for (const { name, is = holds('CR'), keys, says } of STEPS)
  test(`whoever ${name} is told so once`, async ({ page, launch, catalogue }) => {
    await listenTo(page);
    await launch({ study: studyOf(catalogue, 'aria-smith', is) });
    await expect(picture(page, /image \d+ of/)).toBeVisible();
    await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
    await expect(reportText(page).locator('.answer')).toBeVisible();
    const atFirst = await announcedOn(page);
    // A number alone tells nobody what it counts.
    expect(atFirst.filter((words) => /^\d+$/.test(words))).toEqual([]);
    expect(new Set(atFirst).size).toBe(atFirst.length);
    await view(page).focus();
    for (const key of keys) await page.keyboard.press(key);
    const told: string[] = [];
    await expect
      .poll(async () => {
        told.push(...(await announcedOn(page)));
        return told.filter((words) => says.test(words));
      })
      .not.toEqual([]);
    expect(told.filter((words) => says.test(words))).toHaveLength(1);
  });

test('what the walk looks for is found where it is wrong', async ({ page }) => {
  await page.setContent(`
    <h1>One</h1><h3>Three</h3>
    <section aria-label="A"><button>Same</button><button>Same</button><button><svg></svg></button></section>
    <section aria-label="A"><button>Same</button></section>
    <header>no name</header><main></main><main></main>`);
  expect(faultsOf(await heardOn(page)).map((fault) => fault.replace(/ in .*/, ''))).toEqual([
    'a button',
    'twice the same name: button “Same”',
    'twice the same name: button “Same”',
    'after a heading of level 1 comes heading 3: Three',
    '2 places that are main',
    'a banner without a name',
    'two places are region “A”',
  ]);
});
