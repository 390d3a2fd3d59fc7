import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { archiveId } from '../../src/domain/ids';
import { aRecord, aReport, aStudy, anArchive } from '../fakes';
import { manyStudies, reportsFor } from '../gallery/fixtures';
import { axeFindings, renderApp } from './render-app';

afterEach(() => void vi.restoreAllMocks());

const silent = { problem: { kind: 'timed-out', where: 'Wigan Infirmary' } } as const;
const chest = aStudy();
const wigan = (studies: Parameters<typeof anArchive>[1]) => anArchive('Wigan Infirmary', studies);
const salford = (...studies: (typeof chest)[]) => anArchive('Salford Royal', { studies });

describe('what the list says of itself', () => {
  it('is complete as of the earliest answer when everybody answered', async () => {
    renderApp({ archives: [salford(chest), wigan({})] });
    expect(await screen.findByText('Complete as of 14:02')).toBeTruthy();
    expect(screen.getByText(/No imaging at Wigan Infirmary/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('is said at its head not to be complete, with the reason and the time, when one is silent', async () => {
    renderApp({ archives: [salford(chest), wigan({ studies: silent })] });
    expect(await screen.findAllByText('This list is not complete')).not.toHaveLength(0);
    expect(
      screen.getByText('Wigan Infirmary did not answer in time (14:02). Its imaging is not in this list.'),
    ).toBeTruthy();
    expect(screen.getByRole('button', { name: /Chest X-ray/ })).toBeTruthy();
    expect(screen.queryByText(/Complete as of/)).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it('asks again the one that failed, and only it', async () => {
    const archives = [salford(chest), wigan({ studies: silent })];
    const { user } = renderApp({ archives });
    await user.click(await screen.findByRole('button', { name: 'Try again: Wigan Infirmary' }));
    await waitFor(() => expect(archives[1]?.asked).toEqual(['studiesOf', 'studiesOf']));
    expect(archives[0]?.asked).toEqual(['studiesOf']);
  });

  it('says "no imaging" only when everybody answered, and names them', async () => {
    renderApp({ archives: [salford(), wigan({})] });
    const none = 'No imaging at Greater Manchester Care Record, Salford Royal or Wigan Infirmary';
    expect(await screen.findByRole('heading', { name: none })).toBeTruthy();
    expect(screen.getByText(/All of them answered/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('never says "no imaging" when nobody could be asked', async () => {
    const refused = { problem: { kind: 'forbidden', where: 'Greater Manchester Care Record' } } as const;
    renderApp({
      record: aRecord({ studies: refused, reports: refused }),
      archives: [wigan({ studies: silent })],
    });
    expect(await screen.findByText('We could not ask for this patient’s imaging')).toBeTruthy();
    expect(screen.getByText('This does not mean that there is none.')).toBeTruthy();
    expect(screen.queryByText(/No imaging at/)).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it.each([
    ['and asks again once the record opened it', { kind: 'opened' } as const, 2],
    ['and asks nothing more where the record opened nothing', { kind: 'refused', why: '' } as const, 1],
  ])('offers the emergency where the record refuses the list, %s', async (_, outcome, times) => {
    const refused = { problem: { kind: 'forbidden', where: 'Greater Manchester Care Record' } } as const;
    const record = aRecord({ studies: refused });
    const studies = vi.spyOn(record, 'studies');
    const breakGlass = vi.fn(async () => outcome);
    const { user } = renderApp({ record, archives: [salford(chest)] }, { breakGlass });
    await user.click(await screen.findByRole('button', { name: 'Open in an emergency…' }));
    const sheet = await screen.findByRole('dialog', { name: 'Open in an emergency' });
    await user.type(within(sheet).getByRole('textbox'), 'Unconscious in the resuscitation room');
    await user.click(within(sheet).getByRole('button', { name: /Open|Ask/ }));
    await waitFor(() => expect(breakGlass).toHaveBeenCalledWith('Unconscious in the resuscitation room'));
    await user.click(within(sheet).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(studies).toHaveBeenCalledTimes(times));
  });

  it('offers it where an archive refuses, and does not say that the record does', async () => {
    const refused = { problem: { kind: 'forbidden', where: 'Wigan Infirmary' } } as const;
    const archives = [salford(chest), wigan({ studies: refused })];
    const { user } = renderApp({ archives }, { breakGlass: vi.fn() });
    await user.click(await screen.findByRole('button', { name: 'Open in an emergency…' }));
    const sheet = await screen.findByRole('dialog', { name: 'Open in an emergency' });
    expect(sheet.textContent).toContain('This is withheld from you.');
    expect(sheet.textContent).not.toMatch(/Record (withholds|does not allow)/);
  });

  it('offers no emergency where a source is only silent, or the site has none', async () => {
    const breakGlass = vi.fn();
    renderApp({ archives: [salford(), wigan({ studies: silent })] }, { breakGlass });
    expect(await screen.findByText('No imaging found so far, but not everything is known')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Open in an emergency…' })).toBeNull();
  });

  it('says that nothing was found so far, not that there is nothing, when one of several did not answer', async () => {
    renderApp({ archives: [salford(), wigan({ studies: silent })] });
    expect(await screen.findByText('No imaging found so far, but not everything is known')).toBeTruthy();
  });

  it('names whom it is still asking, and shows what is there already', async () => {
    renderApp({ archives: [salford(chest), wigan({ studies: 'silent' })] });
    expect(await screen.findByRole('button', { name: /Chest X-ray/ })).toBeTruthy();
    expect(screen.getAllByText('Asking Wigan Infirmary…')).not.toHaveLength(0);
  });
});

describe('a row', () => {
  it('says what, when, where, how many images and whether there is a report', async () => {
    const reports = [aReport({ studies: [chest.uid] })];
    renderApp({ record: aRecord({ reports }), archives: [salford(chest)] });
    const name = 'Chest X-ray, XR CHEST PA AND LATERAL, 18-Nov-2026 09:12, Salford Royal, 2 images, Report';
    expect(await screen.findByRole('button', { name })).toBeTruthy();
  });

  it('says "no report recorded" when the record has none, and never "normal"', async () => {
    renderApp({ archives: [salford(chest)] });
    expect(await screen.findByRole('button', { name: /No report recorded/ })).toBeTruthy();
  });

  it('says that the report is unknown when the record did not answer for reports', async () => {
    const reports = { problem: { kind: 'forbidden', where: 'the record' } } as const;
    renderApp({ record: aRecord({ reports }), archives: [salford(chest)] });
    expect(await screen.findByRole('button', { name: /Report unknown/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /No report recorded/ })).toBeNull();
  });

  it('of a study that only the record knows says that no archive holds its pictures', async () => {
    renderApp({
      record: aRecord({ studies: [aStudy({ heldBy: [], inRecord: true })] }),
      archives: [salford()],
    });
    expect(
      await screen.findByRole('button', { name: /Pictures not listed by any archive that answered/ }),
    ).toBeTruthy();
  });

  it('shows markup in a description as the text it is', async () => {
    renderApp({ archives: [salford(aStudy({ description: '<img src=x onerror=alert(1)>' }))] });
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('a list of 400', () => {
  const many = manyStudies(400);
  const archives = ['Salford Royal', 'Bolton', 'Wigan Infirmary'].map((name) => {
    const id = archiveId(name.split(' ')[0]?.toLowerCase() ?? '');
    return anArchive(name, { studies: many.filter(({ heldBy }) => heldBy.includes(id)) });
  });
  const held = many.filter(({ heldBy }) => heldBy.length > 0);
  const rows = () => within(screen.getByRole('list', { name: 'Imaging studies' })).getAllByRole('button');
  const many400 = async () => {
    const page = renderApp({ record: aRecord({ reports: reportsFor(many) }), archives });
    await screen.findByText(`${held.length} studies`);
    return page;
  };

  it('keeps only the rows in sight in the page', async () => {
    await many400();
    await waitFor(() => expect(rows().length).toBeGreaterThan(5));
    expect(rows().length).toBeLessThan(60);
  });

  it('stands under its years, newest first', async () => {
    await many400();
    const years = screen
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => Number(textContent?.slice(0, 4)));
    expect(years.length).toBeGreaterThan(0);
    expect(years).toEqual([...years].sort((a, b) => b - a));
  });

  describe('that grows', () => {
    const older = aStudy({ uid: '1.2.3.1', description: 'Older', started: '2020-01-01T09:00:00' });
    const newer = aStudy({
      uid: '1.2.3.2',
      description: 'Newer',
      started: '2024-01-01T09:00:00',
      heldBy: [archiveId('wigan')],
    });
    /** One archive has answered, and the other may be let go */
    async function growing() {
      let answer: () => void = () => undefined;
      const late = anArchive('Wigan Infirmary', { studies: [newer] });
      const studiesOf = late.studiesOf;
      const waiting = new Promise<void>((resolve) => (answer = resolve));
      late.studiesOf = async (...asked: Parameters<typeof studiesOf>) => {
        await waiting;
        return studiesOf(...asked);
      };
      const app = renderApp({ archives: [salford(older), late] });
      const row = await screen.findByRole('button', { name: /Older/ });
      return { ...app, row, answer };
    }

    it('moves no row under a pointer until it rests', async () => {
      const { row, answer } = await growing();
      await fireEvent.pointerMove(row);
      answer();
      await screen.findByText(/Wigan Infirmary.*1 study/);
      expect(rows().map(({ textContent }) => textContent)).toHaveLength(1);
      expect(screen.getByRole('button', { name: /Older/ })).toBe(row);
      expect(await screen.findByRole('button', { name: /Newer/ })).toBeTruthy();
    });

    it('shows all at once when the pointer leaves', async () => {
      const { row, answer } = await growing();
      await fireEvent.pointerMove(row);
      answer();
      await screen.findByText(/Wigan Infirmary.*1 study/);
      await fireEvent.pointerLeave(row.closest('.rows') as Element, { pointerType: 'mouse' });
      expect(screen.getByRole('button', { name: /Newer/ })).toBeTruthy();
    });

    it('keeps the focus on the study that it was on', async () => {
      const { row, answer, user, actor } = await growing();
      row.focus();
      answer();
      await screen.findByRole('button', { name: /Newer/ });
      expect(document.activeElement?.getAttribute('aria-label')).toMatch(/Older/);
      await user.keyboard('{Enter}');
      await waitFor(() => expect(actor.getSnapshot().context.openStudy?.study.uid).toBe(older.uid));
    });
  });

  it('is filtered by type, and says how many of how many', async () => {
    const { user } = await many400();
    await user.selectOptions(screen.getByLabelText('Type'), 'CT');
    const ct = held.filter(({ modalities }) => modalities.includes('CT')).length;
    expect(screen.getByText(`${ct} of ${held.length}`)).toBeTruthy();
    for (const row of rows()) expect(row.getAttribute('aria-label')).toMatch(/^CT /);
  });

  it('is filtered by words in any order, place and years, and shows all again', async () => {
    const { user } = await many400();
    await user.type(screen.getByLabelText('Search this list'), 'salford chest');
    await user.selectOptions(screen.getByLabelText('Place'), 'Salford Royal');
    await user.selectOptions(screen.getByLabelText('From year'), '2020');
    await user.selectOptions(screen.getByLabelText('To year'), '2022');
    for (const row of rows()) expect(row.getAttribute('aria-label')).toMatch(/chest.*-202[012].*Salford/i);
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(screen.getByText(`${held.length} studies`)).toBeTruthy();
  });

  it('says that the filter hides everything, never that there is nothing', async () => {
    const { user } = await many400();
    await user.type(screen.getByLabelText('Search this list'), 'zebra');
    expect(screen.getByText(/Nothing in this list matches/).textContent?.replace(/\s+/g, ' ')).toContain(
      `${held.length} studies are hidden`,
    );
  });

  it('is one stop for the Tab key, and the arrows move in it', async () => {
    const { user } = await many400();
    await waitFor(() => expect(rows().length).toBeGreaterThan(5));
    expect(rows().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    rows()[0]?.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    await waitFor(() => expect(document.activeElement).toBe(rows()[2]));
    await user.keyboard('{ArrowUp}');
    await waitFor(() => expect(document.activeElement).toBe(rows()[1]));
    expect(await axeFindings()).toEqual([]);
  });

  it('goes to its end and opens what is there with Enter', async () => {
    const { user, actor } = await many400();
    await waitFor(() => expect(rows().length).toBeGreaterThan(5));
    rows()[0]?.focus();
    await user.keyboard('{End}');
    await waitFor(() =>
      expect(document.activeElement?.closest('[role=listitem]')?.getAttribute('aria-posinset')).toBe(
        document.activeElement?.closest('[role=listitem]')?.getAttribute('aria-setsize'),
      ),
    );
    await user.keyboard('{Enter}');
    await waitFor(() => expect(actor.getSnapshot().context.openStudy?.study.uid).toBe(held.at(-1)?.uid));
  });
});

describe('the help', () => {
  it('is reached from the list, by its button and by its key, before any study is open', async () => {
    const { user } = renderApp({ archives: [salford(chest)] });
    await user.click(await screen.findByRole('button', { name: 'Help' }));
    const sheet = await screen.findByRole('dialog', { name: 'Keys and gestures' });
    expect(within(sheet).getByText('Practise on an invented patient')).toBeTruthy();
    // Of pictures that are not there it does not say what their keys would do.
    expect(within(sheet).queryByText(/MPR/)).toBeNull();
    await user.click(within(sheet).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keys and gestures' })).toBeTruthy();
  });
});
