import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Figure } from '../../src/domain/measure/figure';
import type { Measuring } from '../../src/domain/ports/measuring';
import { fakeEngine } from '../fake-engine';
import { instanceUid, studyUid } from '../../src/domain/ids';
import {
  aPatient,
  aRecord,
  aReport,
  anArchive,
  personOf,
  type GivenArchive,
  type GivenRecord,
} from '../fakes';
import { chestStudy, earlierChestStudy, headMrStudy, type StudyFixture } from '../gallery/fixtures';
import { asPrinted, noduleMarked } from '../gallery/key-images';
import { axeFindings, givenWidth, openStudy, renderApp, choose } from './render-app';

afterEach(() => {
  localStorage.clear();
  givenWidth(1024);
});

const view = (number: number) => screen.getByRole('group', { name: `View ${number}` });
const now = chestStudy();

async function chest(
  earlier: StudyFixture = earlierChestStudy(),
  given: GivenArchive = {},
  record: GivenRecord = {},
  measuring?: Measuring,
) {
  const engine = fakeEngine();
  const archives = [
    anArchive('Salford Royal', { studies: [now.study], instances: now.instances }),
    anArchive('Bolton', { studies: [earlier.study], instances: earlier.instances, ...given }),
  ];
  const page = renderApp({ engine, archives, record: aRecord(record), ...(measuring && { measuring }) });
  await openStudy(page.user, /^Chest X-ray.*18-Nov-2026/);
  await screen.findByRole('img', { name: /^Chest X-ray, PA/ });
  return { ...page, engine, archives };
}

describe('comparing', () => {
  it('marks the earlier picture in words, with its date and how long before, and only that one', async () => {
    const { user } = await chest();
    await user.click(await screen.findByRole('button', { name: 'Compare (C)' }));
    expect(
      await screen.findByRole('img', { name: /^Prior, 8 months earlier, Chest X-ray, PA/ }),
    ).toBeTruthy();
    expect(within(view(2)).getByText('PRIOR').parentElement?.textContent).toContain('8 months earlier');
    expect(within(view(2)).getByText(/20-Mar-2026/)).toBeTruthy();
    expect(within(view(1)).queryByText('PRIOR')).toBeNull();
    expect(screen.getByRole('button', { name: /^Prior, LATERAL/ })).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('goes and comes by one key', async () => {
    const { user } = await chest();
    await user.keyboard('c');
    await screen.findByRole('img', { name: /^Prior/ });
    await user.keyboard('c');
    await waitFor(() => expect(screen.queryByText('PRIOR')).toBeNull());
    expect(await within(view(2)).findByRole('img', { name: /^Chest X-ray, LATERAL/ })).toBeTruthy();
  });

  it('shows not a pixel of an earlier study that is labelled as another person’s, and says so', async () => {
    const other = personOf(
      aPatient({ name: { family: 'Okafor', given: ['Chidi'] }, birthDate: '1972-01-30', identifiers: [] }),
    );
    const { study, instances } = earlierChestStudy();
    const foreign = Object.fromEntries(
      Object.entries(instances).map(([uid, list]) => [
        uid,
        Array.isArray(list) ? list.map((one) => ({ ...one, person: other })) : list,
      ]),
    ) as StudyFixture['instances'];
    const { user, engine, ports } = await chest({ study, instances: foreign });
    await user.keyboard('c');
    expect(await screen.findByText(/labelled as another person’s: none of them is shown/)).toBeTruthy();
    expect(screen.queryByRole('img', { name: /^Prior/ })).toBeNull();
    expect(engine.mounted.flatMap(({ told }) => told).filter((told) => told.includes('2.25.6'))).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(ports.audited).toContainEqual({ kind: 'identity-mismatch', study: '2.25.6' });
  });

  it('says in the view beside it whose prior could not be had and why, and asks again there', async () => {
    const problem = { problem: { kind: 'timed-out', where: 'Bolton' } } as const;
    const { study, instances } = earlierChestStudy();
    const { user, archives } = await chest(
      { study: { ...study, series: undefined }, instances },
      { series: problem },
    );
    await user.keyboard('c');
    const empty = view(2);
    expect(await within(empty).findByText('The prior could not be fetched')).toBeTruthy();
    expect(within(empty).getByText(/PRIOR/).parentElement?.textContent).toMatch(
      /Chest X-ray, 20-Mar-2026, 8 months earlier/,
    );
    expect(within(empty).getByText('Bolton did not answer in time.')).toBeTruthy();
    expect(screen.queryByText('Choose a series for this view')).toBeNull();
    expect(await axeFindings()).toEqual([]);
    const asked = archives[1]?.asked.filter((each) => each === 'seriesOf 2.25.6').length ?? 0;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(archives[1]?.asked.filter((each) => each === 'seriesOf 2.25.6')).toHaveLength(asked + 1),
    );
    expect(await within(empty).findByText('The prior could not be fetched')).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Chest X-ray, PA/ })).toBeTruthy();
  });

  it('says so too where its series are known and not one of them could be had', async () => {
    const { study, instances } = earlierChestStudy();
    const failing = Object.fromEntries(
      Object.keys(instances).map((uid) => [
        uid,
        { problem: { kind: 'failed', where: 'Bolton', status: 500 } },
      ]),
    ) as StudyFixture['instances'];
    const { user, archives } = await chest({ study, instances: failing });
    await user.keyboard('c');
    expect(await within(view(2)).findByText('The prior could not be fetched')).toBeTruthy();
    expect(within(view(2)).getByText('HTTP status 500')).toBeTruthy();
    const count = () => archives[1]?.asked.filter((each) => each.startsWith('instancesOf')).length ?? 0;
    const before = count();
    await user.click(within(view(2)).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(count()).toBe(before + Object.keys(instances).length));
  });

  it('offers no choice in an empty view while some of the prior is still on its way', async () => {
    const { study, instances } = earlierChestStudy();
    const [, later = ''] = Object.keys(instances);
    const { user } = await chest({ study, instances: { ...instances, [later]: 'silent' } });
    await user.keyboard('c');
    await screen.findByRole('img', { name: /^Prior/ });
    await choose(user, 'Four views');
    expect((await screen.findAllByText('Asking for its pictures…')).length).toBeGreaterThan(0);
    expect(screen.queryByText('Choose a series for this view')).toBeNull();
  });

  it('says in the strip what no empty view can', async () => {
    const problem = { problem: { kind: 'timed-out', where: 'Bolton' } } as const;
    const { study, instances } = earlierChestStudy();
    const { user } = await chest({ study: { ...study, series: undefined }, instances }, { series: problem });
    await user.keyboard('c');
    await screen.findByText('The prior could not be fetched');
    await choose(user, 'One view');
    expect(await screen.findByText('It could not be opened: Bolton did not answer in time')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});

describe('what is measured while two studies are compared', () => {
  const LENGTH: Figure = {
    kind: 'length',
    points: [
      [100, 100],
      [130, 140],
    ],
  };
  const panel = () => within(screen.getByRole('complementary', { name: /^Measurements of/ }));

  /** One length on the picture of today, and one on the earlier. */
  async function measuredTwice(measuring?: Measuring) {
    const page = await chest(earlierChestStudy(), {}, {}, measuring);
    await page.user.keyboard('c');
    await screen.findByRole('img', { name: /^Prior/ });
    for (const slot of [0, 1])
      page.engine.living()[slot]?.emit({ type: 'figure.finished', at: 0, figure: LENGTH });
    await page.user.keyboard('e');
    await screen.findByRole('complementary');
    await panel().findByRole('button', { name: /^Length 2/ });
    return page;
  }

  it('is listed for both, the earlier one marked, and each leads to the view that shows it', async () => {
    const { user } = await measuredTwice();
    expect(panel().getByRole('button', { name: /^Length 1 Chest X-ray, 18-Nov-2026, PA/ })).toBeTruthy();
    const prior = panel().getByRole('button', {
      name: /^Length 2 PRIOR Chest X-ray, 20-Mar-2026, 8 months earlier/,
    });
    expect(await axeFindings()).toEqual([]);
    await user.click(prior);
    await waitFor(() => expect(view(2).className).toContain('active'));
    expect(within(view(2)).getByRole('img', { name: /^Prior.*PA/ })).toBeTruthy();
    await user.click(panel().getByRole('button', { name: /^Length 1/ }));
    await waitFor(() => expect(view(1).className).toContain('active'));
  });

  it('goes to a view of the earlier study where none shows its series any more, and leaves the current one', async () => {
    const { user, engine } = await measuredTwice();
    await user.pointer([
      { keys: '[MouseRight]', target: screen.getByRole('button', { name: /^Prior, LATERAL/ }) },
    ]);
    await user.click(await screen.findByRole('menuitemradio', { name: /^Show in view 2/ }));
    await within(view(2)).findByRole('img', { name: /^Prior.*LATERAL/ });
    await user.click(panel().getByRole('button', { name: /^Length 1/ }));
    await user.click(panel().getByRole('button', { name: /^Length 2/ }));
    expect(await within(view(2)).findByRole('img', { name: /^Prior.*PA/ })).toBeTruthy();
    expect(within(view(1)).getByRole('img', { name: /^Chest X-ray, PA/ })).toBeTruthy();
    expect(engine.living()).toHaveLength(2);
  });

  it('stays known when the comparison ends, and is listed again with the next one', async () => {
    const { user } = await measuredTwice();
    await user.keyboard('c');
    expect(await panel().findByText(/^1 more, of other studies/)).toBeTruthy();
    expect(panel().queryByText('PRIOR')).toBeNull();
    expect(panel().getByRole('button', { name: /^Length 1/ })).toBeTruthy();
    await user.keyboard('c');
    expect(await panel().findByRole('button', { name: /^Length 2 PRIOR/ })).toBeTruthy();
    expect(panel().queryByText(/of other studies/)).toBeNull();
  });

  it('is saved study by study, and the prior’s reports are asked for again', async () => {
    const save = vi.fn<NonNullable<Measuring['save']>>(async () => ({ kind: 'saved', where: 'Bolton' }));
    let uids = 0;
    const { user, archives } = await measuredTwice({ newUid: () => `2.25.${++uids}`, save });
    const [, bolton] = archives;
    if (!bolton) throw new Error('Bolton is not there');
    const asked = vi.spyOn(bolton, 'objectsOf');
    await user.click(panel().getByRole('button', { name: 'Save 1 of the prior to the archive' }));
    expect(await panel().findByRole('button', { name: 'Saved of the prior' })).toBeTruthy();
    expect(save.mock.lastCall?.[0]).toMatchObject({
      archive: earlierChestStudy().study.heldBy[0],
      study: { uid: '2.25.6' },
      measurements: [{ label: 'Length 2' }],
    });
    expect(panel().getByRole('button', { name: 'Save 1 to the archive' })).toBeTruthy();
    await waitFor(() => expect(asked).toHaveBeenCalledOnce());
  });
});

describe('the saved views of an earlier study', () => {
  const applies = [{ instance: instanceUid('2.25.6.1.1') }];
  const marked = { ...noduleMarked, study: studyUid('2.25.6'), applies };
  const saved = () => within(within(view(2)).getByRole('group', { name: 'Saved view' }));

  it('are offered on its picture and nowhere else, and A and N act on the active view', async () => {
    const presentations = [marked, { ...asPrinted, study: studyUid('2.25.6'), applies }];
    const { user } = await chest(earlierChestStudy(), { objects: { presentations } });
    await user.keyboard('c');
    await within(view(2)).findByText('2 saved views');
    expect(within(view(1)).queryByRole('group', { name: 'Saved view' })).toBeNull();
    await user.keyboard('a');
    expect(saved().getByText('2 saved views')).toBeTruthy();
    view(2).focus();
    await user.keyboard('n');
    expect(await saved().findByText('Creator not recorded · 14-Mar-2026 08:40')).toBeTruthy();
    await user.keyboard('n');
    expect(await saved().findByText('Dr Ines Fairbrook · 12-Mar-2026 18:02')).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Prior.*saved view NODULE/ })).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('a');
    expect(await saved().findByText('2 saved views')).toBeTruthy();
  });

  it('take all of it from the screen where one is another person’s', async () => {
    const person = personOf(
      aPatient({ name: { family: 'Okafor', given: ['Chidi'] }, birthDate: '1972-01-30', identifiers: [] }),
    );
    const { user } = await chest(earlierChestStudy(), {
      objects: { presentations: [{ ...marked, person }] },
    });
    await user.keyboard('c');
    expect(await screen.findByText(/labelled as another person’s: none of them is shown/)).toBeTruthy();
    expect(screen.queryByRole('img', { name: /^Prior/ })).toBeNull();
    expect(screen.queryByRole('group', { name: 'Saved view' })).toBeNull();
  });

  it('are not those of the open study', async () => {
    const presentations = [
      { ...marked, id: instanceUid('2.25.6.9.9'), applies: [{ ...applies[0], study: now.study.uid }] },
    ];
    const { user } = await chest(earlierChestStudy(), { objects: { presentations } });
    await user.keyboard('c');
    await screen.findByRole('img', { name: /^Prior/ });
    await waitFor(() => expect(screen.getByRole('group', { name: 'Whose report' })).toBeTruthy());
    expect(screen.queryByRole('group', { name: 'Saved view' })).toBeNull();
  });
});

describe('the reports of two studies that are compared', () => {
  const saying = (id: string, study: string, text: string) =>
    aReport({
      id: `DiagnosticReport/${id}`,
      studies: [studyUid(study)],
      contents: [
        {
          kind: 'document',
          document: { blocks: [{ kind: 'paragraph', spans: [{ kind: 'text', text }] }] },
        },
      ],
    });
  const reports = [
    saying('now', now.study.uid, 'The lungs are clear now.'),
    saying('then', earlierChestStudy().study.uid, 'A nodule was seen then.'),
  ];
  /** The report's code comes by itself, the first time from a machine that has yet to make it. */
  const text = async (words: string) => screen.findByText(words, {}, { timeout: 15_000 });

  it('are one click apart, and the earlier one says on its face that it is one', async () => {
    const { user } = await chest(earlierChestStudy(), {}, { reports });
    await text('The lungs are clear now.');
    expect(screen.queryByRole('group', { name: 'Whose report' })).toBeNull();
    await user.keyboard('c');
    const choice = within(await screen.findByRole('group', { name: 'Whose report' }));
    expect(choice.getByRole('button', { name: /^Current 18-Nov-2026/, pressed: true })).toBeTruthy();
    expect(await text('The lungs are clear now.')).toBeTruthy();

    await user.click(choice.getByRole('button', { name: /^PRIOR 20-Mar-2026/ }));
    const pane = within(await screen.findByRole('region', { name: 'Report of the prior' }));
    expect(await pane.findByText('A nodule was seen then.')).toBeTruthy();
    expect(pane.getByText('Chest X-ray, 20-Mar-2026, 8 months earlier')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Report' })).toBeNull();
    expect(await axeFindings()).toEqual([]);

    await user.keyboard('{Shift>}R{/Shift}');
    const current = within(await screen.findByRole('region', { name: 'Report' }));
    expect(current.getByText('The lungs are clear now.')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Report of the prior' })).toBeNull();
  });

  it('do not change places by themselves when the other picture is looked at', async () => {
    const { user } = await chest(earlierChestStudy(), {}, { reports });
    await user.keyboard('c');
    await screen.findByRole('img', { name: /^Prior/ });
    await user.click(view(2));
    expect(within(screen.getByRole('region', { name: 'Report' })).getByText(/clear now/)).toBeTruthy();
  });

  it('leave only that of the open study when the comparison ends', async () => {
    const { user } = await chest(earlierChestStudy(), {}, { reports });
    await user.keyboard('c');
    await screen.findByRole('group', { name: 'Whose report' });
    await user.keyboard('{Shift>}R{/Shift}');
    await screen.findByRole('region', { name: 'Report of the prior' });
    await user.keyboard('c');
    const pane = within(await screen.findByRole('region', { name: 'Report' }));
    expect(pane.getByText('The lungs are clear now.')).toBeTruthy();
    expect(screen.queryByText('A nodule was seen then.')).toBeNull();
    expect(screen.queryByRole('group', { name: 'Whose report' })).toBeNull();
  });

  it('lead to the pictures of the study that each of them speaks of', async () => {
    const earlier = earlierChestStudy();
    const [first] = Object.values(earlier.instances).flatMap((list) => (Array.isArray(list) ? list : []));
    const pointing = aReport({
      id: 'DiagnosticReport/then',
      studies: [earlier.study.uid],
      keyImages: [{ study: earlier.study.uid, instance: first?.uid ?? instanceUid('0') }],
    });
    const { user } = await chest(earlier, {}, { reports: [pointing] });
    await user.keyboard('c');
    await screen.findByRole('img', { name: /^Prior/ });
    await user.keyboard('{Shift>}R{/Shift}');
    const pane = within(await screen.findByRole('region', { name: 'Report of the prior' }));
    await user.click(await pane.findByRole('button', { name: 'Image 1' }));
    expect(await within(view(2)).findByRole('img', { name: /^Prior/ })).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Chest X-ray, PA/ })).toBeTruthy();
  });
});

describe('several views', () => {
  async function head() {
    const fixture = headMrStudy();
    const engine = fakeEngine();
    const archive = anArchive('Salford Royal', { studies: [fixture.study], instances: fixture.instances });
    const page = renderApp({ engine, archives: [archive] });
    await openStudy(page.user, /^MRI head/);
    await screen.findByRole('button', { name: /^AX FLAIR/ });
    return { ...page, engine };
  }

  it('say by what they follow the active one', async () => {
    const { user } = await head();
    await choose(user, 'Two views');
    expect(screen.queryByText(/linked/)).toBeNull();
    await choose(user, 'Join the views');
    expect(await within(view(2)).findByText('linked by offset')).toBeTruthy();
    expect(within(view(1)).queryByText(/linked/)).toBeNull();
    await user.keyboard('{ArrowDown}');
    expect(await within(view(2)).findByText('image 13 of 24')).toBeTruthy();
    await user.keyboard('j');
    await waitFor(() => expect(screen.queryByText(/linked by/)).toBeNull());
  });

  it('take a series by menu, wherever it is to go', async () => {
    const { user } = await head();
    await choose(user, 'Four views');
    const series = screen.getByRole('button', { name: /^AX FLAIR/ });
    await user.pointer([{ keys: '[MouseRight]', target: series }]);
    expect(await axeFindings(await screen.findByRole('menu'))).toEqual([]);
    await user.click(screen.getByRole('menuitemradio', { name: /^Show in view 4/ }));
    expect(await within(view(4)).findByRole('img', { name: /AX FLAIR/ })).toBeTruthy();
  });

  it('reach nine by menu and by key', async () => {
    const { user } = await head();
    await user.click(screen.getByRole('button', { name: 'More layouts' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Nine views' }));
    await waitFor(() => expect(view(9)).toBeTruthy());
    await user.keyboard('g');
    await waitFor(() => expect(screen.queryByRole('group', { name: 'View 2' })).toBeNull());
    await user.keyboard('{Shift>}G{/Shift}');
    await waitFor(() => expect(view(9)).toBeTruthy());
    expect(await axeFindings()).toEqual([]);
  });
});
