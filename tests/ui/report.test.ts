import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { instanceUid, seriesUid } from '../../src/domain/ids';
import { ok } from '../../src/domain/problem';
import type { Archive } from '../../src/domain/ports/archive';
import type { Report } from '../../src/domain/report/report';
import type { Study } from '../../src/domain/study/study';
import { documentText } from '../../src/domain/report/report-document';
import { fakeEngine } from '../fake-engine';
import { anArchive, aRecord, type Answer, type GivenRecord } from '../fakes';
import { chestStudy, ctStudy } from '../gallery/fixtures';
import { corrected, htmlReport, longReport, withAddendum } from '../gallery/report-kinds';
import { amended, asDocument, ctReport, ctText, image, text } from '../gallery/reports';
import { measurementReport } from '../gallery/sr-report';
import { axeFindings, givenWidth, openStudy, renderApp } from './render-app';

beforeEach(() => givenWidth(1366));
afterEach(() => {
  vi.restoreAllMocks();
  givenWidth(1024);
});

const RECORD = 'Greater Manchester Care Record';
const refused = { problem: { kind: 'forbidden', where: RECORD } } as const;
const silentRecord = { problem: { kind: 'timed-out', where: RECORD } } as const;

async function reading(reports: Answer<readonly Report[]>, given: GivenRecord = {}) {
  const engine = fakeEngine();
  const { study, instances } = ctStudy();
  const archives = [anArchive('Salford Royal', { studies: [study], instances })];
  const page = renderApp({ engine, archives, record: aRecord({ reports, ...given }) });
  await openStudy(page.user, /^CT chest/);
  const pane = await screen.findByRole('region', { name: 'Report' });
  return { ...page, engine, pane: within(pane) };
}

/** Opens what finds, sizes, copies and prints. */
const tools = 'Find, size, copy and print';

describe('what the report says of itself', () => {
  it('is its status, time, author and source, with nothing for axe to find', async () => {
    const { pane } = await reading([ctReport()]);
    expect(await pane.findByText('Final')).toBeTruthy();
    expect(pane.getByText('12-Mar-2026 18:05')).toBeTruthy();
    expect(pane.getByText('Dr Ines Fairbrook')).toBeTruthy();
    expect(pane.getByText('Consultant Radiologist, Salford Royal, GMC 0000001')).toBeTruthy();
    expect(pane.getByText(RECORD)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('says "Not recorded" of an author nobody named', async () => {
    const { pane } = await reading([ctReport({ authors: [] })]);
    expect(await pane.findByText('Not recorded')).toBeTruthy();
  });

  it.each([
    ['registered', 'Not finished'],
    ['partial', 'Part of a report'],
    ['preliminary', 'Preliminary report'],
    ['amended', 'Amended report'],
    ['corrected', 'Corrected report'],
    ['appended', 'Report with an addendum'],
    ['cancelled', 'This report was cancelled'],
    ['entered-in-error', 'This report was entered in error'],
    ['unknown', 'Status not recorded'],
  ] as const)('warns above the text when it is %s', async (status, title) => {
    const { pane } = await reading([ctReport({ status })]);
    expect(await pane.findAllByText(title)).not.toHaveLength(0);
  });

  it('warns when nobody has put their name to it', async () => {
    const { pane } = await reading([ctReport({ verified: false })]);
    expect(await pane.findByText('Not verified')).toBeTruthy();
  });

  it('is the newest version; the earlier one is within reach and says what replaced it', async () => {
    const { pane, user } = await reading(amended);
    expect(await pane.findByText('Suspicious nodule in the right upper lobe.')).toBeTruthy();
    await user.click(pane.getByRole('button', { name: '1 earlier version' }));
    await user.click(
      await pane.findByRole('button', { name: /^Final · 12-Mar-2026 18:05.*replaced by.*14-Mar-2026/ }),
    );
    expect(await pane.findByText('No nodule.')).toBeTruthy();
    expect(pane.getByText('An earlier version')).toBeTruthy();
    await user.click(pane.getByRole('button', { name: 'Read the newest' }));
    expect(await pane.findByText('Suspicious nodule in the right upper lobe.')).toBeTruthy();
  });

  it('comes in several forms, one at a time', async () => {
    const plain = {
      kind: 'attachment',
      mediaType: 'text/plain',
      bytes: async () => ok(new TextEncoder().encode('As it was typed.')),
    } as const;
    const { pane, user } = await reading([ctReport({ contents: [ctText, plain] })]);
    await user.click(await pane.findByRole('button', { name: 'Plain text' }));
    expect(await pane.findByText('As it was typed.')).toBeTruthy();
    expect(pane.getByRole('button', { name: 'Plain text' }).getAttribute('aria-pressed')).toBe('true');
  });
});

describe('without a text to read', () => {
  const unreadable = ctReport({
    contents: [
      {
        kind: 'attachment',
        mediaType: 'application/rtf',
        bytes: async () => ({ ok: false, problem: { kind: 'failed', where: RECORD, status: 500 } }),
      },
      ctText,
    ],
  });
  const cases: readonly (readonly [string, Answer<readonly Report[]>, string])[] = [
    ['none is recorded', [], 'No report recorded'],
    ['it is not written yet', [ctReport({ status: 'registered', contents: [] })], 'Report not written yet'],
    ['it is withheld', refused, 'Reports are withheld from you'],
    ['the record did not answer', silentRecord, 'The report could not be fetched'],
    ['it is on its way', 'silent', 'Asking for the report…'],
    ['it cannot be displayed', [unreadable], 'There is a report, but it cannot be displayed'],
  ];

  it.each(cases)('says that %s, and none of the others', async (_, answer, words) => {
    const { pane } = await reading(answer);
    expect(await pane.findByText(words)).toBeTruthy();
    for (const [, , other] of cases) if (other !== words) expect(pane.queryByText(other)).toBeNull();
    expect(pane.queryByText(/normal/i)).toBeNull();
  });

  it('names who answered when there is none', async () => {
    const { pane } = await reading([]);
    expect(await pane.findByText(new RegExp(`${RECORD} and Salford Royal answered`))).toBeTruthy();
  });

  it('offers the other form of one that cannot be displayed', async () => {
    const { pane, user } = await reading([unreadable]);
    await user.click(await pane.findByRole('button', { name: 'Read it as Text' }));
    expect(await pane.findByText('Suspicious nodule in the right upper lobe.')).toBeTruthy();
  });

  it('says of reports that are somebody else’s that they are left out, beside one that is shown and beside none', async () => {
    for (const reports of [[ctReport()], []]) {
      const { pane, unmount } = await reading(reports, { reportsLeftOut: 2 });
      expect(
        await pane.findByText('2 reports that the record sent are about somebody else and not shown.'),
      ).toBeTruthy();
      expect(await pane.findByText(reports.length > 0 ? 'Final' : 'No report recorded')).toBeTruthy();
      unmount();
    }
  });

  it('asks again on request', async () => {
    const asked: number[] = [];
    const record = aRecord({ reports: [ctReport()] });
    const { study, instances } = ctStudy();
    const { user } = renderApp({
      engine: fakeEngine(),
      archives: [anArchive('Salford Royal', { studies: [study], instances })],
      record: {
        ...record,
        reports: async (signal) => {
          asked.push(asked.length);
          return asked.length < 2 ? { ok: false, problem: silentRecord.problem } : record.reports(signal);
        },
      },
    });
    await openStudy(user, /^CT chest/);
    const pane = within(await screen.findByRole('region', { name: 'Report' }));
    await pane.findByText('The report could not be fetched');
    await user.click(pane.getByRole('button', { name: 'Try again' }));
    expect(await pane.findByText('Suspicious nodule in the right upper lobe.')).toBeTruthy();
  });
});

describe('the answer', () => {
  it('stands before everything else of the report, in its author’s words', async () => {
    const { pane } = await reading([ctReport()]);
    await pane.findByText('Suspicious nodule in the right upper lobe.');
    const names = pane.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent?.trim());
    expect(names.slice(-4)).toEqual(['Conclusion', 'Findings', 'Clinical details', 'Key images']);
  });

  it('has what the record says of its urgency beside its status, in the record’s words', async () => {
    const { pane } = await reading([ctReport({ alerts: ['Unexpected significant finding'] })]);
    expect(await pane.findByText('Unexpected significant finding')).toBeTruthy();
  });

  it('is followed by its author in one line; what is not recorded stands in the details', async () => {
    const author = { name: 'Dr Ines Fairbrook', role: 'Consultant Radiologist', verifies: true };
    const { pane, user } = await reading([ctReport({ authors: [author] })]);
    expect(await pane.findByText('Dr Ines Fairbrook, Consultant Radiologist')).toBeTruthy();
    await user.click(pane.getByRole('button', { name: 'details' }));
    expect(pane.getByText(/Registration not recorded/)).toBeTruthy();
  });
});

describe('reading', () => {
  it('finds words, counts them, and goes from one to the next and round', async () => {
    const { pane, user } = await reading([ctReport()]);
    await user.click(await pane.findByRole('button', { name: tools }));
    await user.type(await pane.findByLabelText('Find in report'), 'NODULE');
    const all = documentText({ blocks: ctText.kind === 'document' ? ctText.document.blocks : [] });
    const count = all.match(/nodule/gi)?.length ?? 0;
    expect(count).toBeGreaterThan(2);
    expect(await pane.findByText(`1 of ${count}`)).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(await pane.findByText(`2 of ${count}`)).toBeTruthy();
    await user.keyboard('{Shift>}{Enter}{Enter}{/Shift}');
    expect(await pane.findByText(`${count} of ${count}`)).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(document.querySelector('mark')).toBeNull();
    expect(screen.getByRole('toolbar')).toBeTruthy();
  });

  it('finds words that run from bold into plain text', async () => {
    const spans = [{ kind: 'text', text: 'right upper', strong: true } as const, text(' lobe')];
    const contents = [asDocument({ kind: 'paragraph', spans })];
    const { pane, user } = await reading([ctReport({ contents })]);
    await user.click(await pane.findByRole('button', { name: tools }));
    await user.type(await pane.findByLabelText('Find in report'), 'upper lobe');
    expect(await pane.findByText('1 of 1')).toBeTruthy();
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent).join('')).toBe(
      'upper lobe',
    );
  });

  it('copies the text with its status and author before it', async () => {
    const { pane, user } = await reading([ctReport({ status: 'preliminary' })]);
    await user.click(await pane.findByRole('button', { name: tools }));
    await user.click(pane.getByRole('button', { name: 'Copy as text' }));
    const copied = await navigator.clipboard.readText();
    expect(copied).toMatch(/^SMITH, Aria.*, born 14-Jul-1985, NHS No\. \d{3} \d{3} \d{4}\n/);
    expect(copied).toContain('Preliminary, issued 12-Mar-2026 18:05');
    expect(copied).toContain('Dr Ines Fairbrook');
    expect(copied).toContain('Suspicious nodule in the right upper lobe.');
  });

  it('keeps the keys that scroll it from the pictures', async () => {
    const { pane, engine } = await reading([ctReport()]);
    const before = engine.living()[0]?.told.length;
    await fireEvent.keyDown(pane.getByRole('region', { name: 'Report text' }), { key: 'PageDown' });
    expect(engine.living()[0]?.told).toHaveLength(before ?? -1);
  });

  it('shows markup in a report as the text it is', async () => {
    const contents = [asDocument({ kind: 'paragraph', spans: [text('<img src=x onerror=alert(1)>')] })];
    const { pane } = await reading([ctReport({ contents })]);
    expect(await pane.findByText('<img src=x onerror=alert(1)>')).toBeTruthy();
  });
});

describe('a picture that the report speaks of', () => {
  it('is a button that goes there', async () => {
    const { pane, user, engine } = await reading([ctReport()]);
    await user.click(await pane.findByRole('button', { name: 'series 2 image 52' }));
    // Shown from the head down: the order is by geometry, and image 52 is the 52nd from the feet.
    await waitFor(() => expect(engine.living()[0]?.told.some((told) => /^goTo \d+$/.test(told))).toBe(true));
    const told = engine.living()[0]?.told.find((each) => each.startsWith('goTo')) ?? '';
    expect(['goTo 51', 'goTo 248']).toContain(told);
  });

  it('says in place that it is not in the study', async () => {
    const { pane } = await reading([ctReport()]);
    expect(await pane.findByText('(this image is not in the study)')).toBeTruthy();
    expect(pane.queryByRole('button', { name: 'series 9 image 12' })).toBeNull();
  });

  it('is no button where more than one answers to its number', async () => {
    const contents = [asDocument({ kind: 'paragraph', spans: [image('image 5', { imageNumber: 5 })] })];
    const { pane } = await reading([ctReport({ contents })]);
    expect(await pane.findByText('(more than one image has this number)')).toBeTruthy();
  });
});

describe('a picture of another study that the report speaks of', () => {
  const archiveOf = (...given: readonly { readonly study: Study; readonly instances: object }[]) =>
    anArchive('Salford Royal', {
      studies: given.map(({ study }) => study),
      instances: Object.assign({}, ...given.map(({ instances }) => instances)) as ReturnType<
        typeof ctStudy
      >['instances'],
    });

  async function readingLong(archives: readonly Archive[]) {
    const page = renderApp({ engine: fakeEngine(), archives, record: aRecord({ reports: [longReport] }) });
    await openStudy(page.user, /^CT chest/);
    return { ...page, pane: within(await screen.findByRole('region', { name: 'Report' })) };
  }

  it('opens that study where the list has it', async () => {
    const { pane, user, actor } = await readingLong([archiveOf(ctStudy(), chestStudy())]);
    const list = () => actor.getSnapshot().children.studyList?.getSnapshot().context.studies ?? [];
    expect(list().map(({ uid }) => String(uid))).toContain('2.25.1');
    await user.click(await pane.findByRole('button', { name: 'Open Chest X-ray, 18-Nov-2026' }));
    const pictures = await screen.findByRole('region', { name: 'Pictures' });
    expect(await within(pictures).findByText(/XR CHEST PA AND LATERAL/)).toBeTruthy();
  });

  it('says that its study is not in the list', async () => {
    const { pane } = await readingLong([archiveOf(ctStudy(), chestStudy())]);
    expect(await pane.findByText('(an image of a study that is not in the list)')).toBeTruthy();
  });

  it('says that the list is not complete where a study may only be missing from it', async () => {
    const silent = anArchive('Wigan Infirmary', {
      studies: { problem: { kind: 'timed-out', where: 'Wigan Infirmary' } },
    });
    const { pane } = await readingLong([archiveOf(ctStudy()), silent]);
    const words = '(an image of a study that is not in the list, which is not complete)';
    expect(await pane.findAllByText(words)).toHaveLength(2);
    expect(pane.queryByRole('button', { name: /^Open / })).toBeNull();
  });
});

describe('every state of a report has nothing for axe to find', () => {
  const states: readonly (readonly [string, Answer<readonly Report[]>, string])[] = [
    ['none recorded', [], 'No report recorded'],
    ['registered', [ctReport({ status: 'registered', contents: [] })], 'Report not written yet'],
    ['preliminary', [ctReport({ status: 'preliminary', verified: false })], 'Preliminary report'],
    ['amended', amended, 'Amended report'],
    ['corrected', corrected, 'Corrected report'],
    ['with an addendum', withAddendum, 'Report with an addendum'],
    ['cancelled', [ctReport({ status: 'cancelled' })], 'This report was cancelled'],
    ['entered in error', [ctReport({ status: 'entered-in-error' })], 'This report was entered in error'],
    ['withheld', refused, 'Reports are withheld from you'],
    ['not answered', silentRecord, 'The report could not be fetched'],
    ['loading', 'silent', 'Asking for the report…'],
    ['long, with references of every fate', [longReport], '(an image of a study that is not in the list)'],
    ['attached HTML', [htmlReport], 'CT thorax with contrast'],
    ['measurements', [measurementReport()], 'Imaging Measurements'],
  ];

  it.each(states)('%s', async (_, answer, words) => {
    const { pane } = await reading(answer);
    expect(await pane.findAllByText(words)).not.toHaveLength(0);
    expect(await axeFindings()).toEqual([]);
  });
});

describe('key images', () => {
  it('are what opens, and K shows the whole study and back', async () => {
    const { study, instances } = ctStudy();
    const keyObject = {
      id: '2.25.2.8.1',
      study: study.uid,
      series: seriesUid('2.25.2.8'),
      title: 'For Referring Provider',
      images: [{ reference: { instance: instanceUid('2.25.2.1.52') } }],
    };
    const archive = anArchive('Salford Royal', {
      studies: [study],
      instances,
      objects: { keyObjects: [keyObject] },
    });
    const { user } = renderApp({ engine: fakeEngine(), archives: [archive] });
    await openStudy(user, /^CT chest/);
    expect(await screen.findByText('image 1 of 1')).toBeTruthy();
    await fireEvent.keyDown(window, { key: 'k' });
    // The picture stays: it is the 52nd of the whole.
    expect(await screen.findByText('image 52 of 300')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '1 key image' }));
    expect(await screen.findByText('image 1 of 1')).toBeTruthy();
  });
});

describe('the panes', () => {
  it('fold the report away by R and bring it back by its button, and remember it', async () => {
    const { user, container } = await reading([ctReport()]);
    const panes = () => container.querySelector('.panes')?.classList;
    await fireEvent.keyDown(window, { key: 'r' });
    await waitFor(() => expect(panes()).toContain('report-folded'));
    await user.click(screen.getByRole('button', { name: 'Show the report (R)' }));
    await waitFor(() => expect(panes()).toContain('report-beside'));
  });

  it('return to the whole list by Escape', async () => {
    const { actor } = await reading([ctReport()]);
    await fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(actor.getSnapshot().matches({ inSession: 'choosing' })).toBe(true));
  });
});
