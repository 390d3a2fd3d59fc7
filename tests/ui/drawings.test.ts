import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { frameOfReferenceUid, instanceUid } from '../../src/domain/ids';
import type {
  Drawing,
  DrawnOverlay,
  Legend,
  OpenDrawing,
  OverlayLook,
} from '../../src/domain/ports/drawings';
import { err, ok } from '../../src/domain/problem';
import type { OpenCard } from '../../src/domain/ports/cards';
import type { Slice } from '../../src/domain/overlay/slice';
import { drawingsOfScreen } from '../../src/ui/overlay/drawings.svelte';
import { drawnWords } from '../../src/ui/overlay/words';
import { fakeEngine } from '../fake-engine';
import { anArchive, anInstance, aSeries, ctSlices } from '../fakes';
import { ctStudy } from '../gallery/fixtures';
import { axeFindings, openStudy, renderApp } from './render-app';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';
const STRUCTURES = '1.2.840.10008.5.1.4.1.1.481.3';
const PLAN = '1.2.840.10008.5.1.4.1.1.481.5';

const legend = (given: Partial<Legend> = {}): Legend => ({
  id: instanceUid('2.25.2.9.1'),
  kind: 'structures',
  person: { otherIds: [] },
  label: 'Organs',
  maker: { manufacturer: 'Invented', model: 'Drawing desk', software: '1.0', made: '2026-09-14T11:00:00' },
  leftOut: [],
  parts: [
    { number: 1, label: 'Liver', colour: [255, 0, 0], by: 'software', algorithm: 'InventedNet 2.1' },
    { number: 2, label: 'Spleen', colour: [0, 255, 0], by: 'person' },
    { number: 3, label: 'Never drawn', colour: [0, 0, 255], by: 'unknown', isEmpty: true },
  ],
  ...given,
});

const drawnHere: DrawnOverlay = {
  ok: true,
  lines: [{ colour: [255, 0, 0], path: 'M1 1L5 1L5 5Z', isClosed: true }],
  parts: [1],
  isOtherGrid: false,
};

/** Draws what it is told to, and remembers what it was asked for. */
function fakeDrawings(given: Partial<Legend> = {}, drawn: DrawnOverlay = drawnHere) {
  const opened: string[] = [];
  const looks: { slice: Slice; look: OverlayLook }[] = [];
  const open: OpenDrawing = (instance) => {
    opened.push(instance.uid);
    const drawing: Drawing = {
      legend: legend(given),
      draw: (slice, look) => {
        looks.push({ slice, look });
        return Promise.resolve(drawn);
      },
      valuesAt: () => Promise.resolve({ parts: [{ number: 1, share: 1 }], values: [] }),
      onmore: undefined,
      dispose: () => undefined,
    };
    return Promise.resolve(ok({ ok: true as const, drawing }));
  };
  return { open, opened, looks };
}

/** A CT with objects of a class beside it, none of which has a picture. */
async function viewing(openDrawing: OpenDrawing | undefined, sopClass = STRUCTURES, openCard?: OpenCard) {
  const { study, instances } = ctStudy();
  const [uid = ''] = Object.keys(instances);
  const slices = ctSlices(300, { series: uid, study: study.uid } as never).map((instance) => ({
    ...instance,
    frames: instance.frames.map((one) => ({
      ...one,
      plane: one.plane && { ...one.plane, frameOfReference: frameOfReferenceUid('1.2.9') },
    })),
  }));
  const object = anInstance({
    uid: '2.25.2.9.1',
    study: study.uid,
    series: '2.25.2.9',
    sopClass,
    modality: 'RTSTRUCT',
    seriesDescription: 'Organs',
    view: undefined,
    image: undefined,
    frames: [],
  } as never);
  const series = aSeries({
    uid: '2.25.2.9',
    number: 9,
    modality: 'RTSTRUCT',
    description: 'Organs',
    instanceCount: 1,
  });
  const archive = anArchive('Salford Royal', {
    id: study.heldBy[0] ?? 'salford',
    studies: [{ ...study, series: [...(study.series ?? []), series] }],
    instances: { ...instances, [uid]: slices, '2.25.2.9': [object] } as typeof instances,
  });
  const engine = fakeEngine();
  const page = renderApp(
    { engine, archives: [archive] },
    { ...(openDrawing && { openDrawing }), ...(openCard && { openCard }) },
  );
  await openStudy(page.user, /^CT chest/);
  await waitFor(() => expect(engine.living()[0]?.told).toContain('use window'));
  return { ...page, engine };
}

const list = () => screen.findByRole('complementary', { name: 'Drawn over the images' });
const tile = (words: RegExp) => screen.findByRole('button', { name: words });

describe('what others have drawn over the images', () => {
  it('is off, and nothing is asked for, until it is switched on by keys alone', async () => {
    const drawings = fakeDrawings();
    const { user } = await viewing(drawings.open);
    await tile(/^Organs.*Drawn over others/);
    await user.keyboard('{Shift>}D{/Shift}');
    const panel = await list();
    const wish = within(panel).getByRole('switch', { name: 'Contours: Organs' });
    expect(document.activeElement?.closest('aside')).toBe(panel);
    expect(drawings.opened).toEqual([]);
    wish.focus();
    await user.keyboard(' ');
    await waitFor(() => expect(drawings.opened).toEqual(['2.25.2.9.1']));
    expect(await within(panel).findByText(/Drawing desk 1.0 · Invented · 14-Sep-2026/)).toBeDefined();
    expect(within(panel).getByText(/computed by software \(InventedNet 2.1\)/)).toBeDefined();
    expect(within(panel).getByText(/drawn by hand/)).toBeDefined();
    expect(within(panel).getByText(/nothing was drawn/)).toBeDefined();
    expect(await axeFindings(panel)).toEqual([]);
  });

  it('opens from the tile of its object', async () => {
    const { user } = await viewing(fakeDrawings().open);
    await user.click(await tile(/^Organs.*Drawn over others/));
    expect(await list()).toBeDefined();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  });

  it.each([
    [{ kind: 'another-frame-of-reference' } as const, /another frame of reference/],
    [{ kind: 'segments-not-listed', numbers: [3] } as const, /1 part that it does not name \(3\)/],
    [{ kind: 'no-plane', of: 'overlay' } as const, /does not say where in the patient/],
  ])('says why nothing of it is drawn: %j', async (why, words) => {
    const open: OpenDrawing = () => Promise.resolve(ok({ ok: false, why }));
    const { user } = await viewing(open, SEGMENTATION);
    await user.keyboard('{Shift>}D{/Shift}');
    await user.click(within(await list()).getByRole('switch'));
    expect(await within(await list()).findByText(words)).toBeDefined();
  });

  it('is tried again where it did not come, and is not drawn where its file names another patient', async () => {
    let times = 0;
    const open: OpenDrawing = (...given) => {
      times += 1;
      const another = { otherIds: [], name: { family: 'Other', given: ['One'] }, birthDate: '1911-01-01' };
      return times === 1
        ? Promise.resolve(err({ kind: 'timed-out', where: 'Salford Royal' }))
        : fakeDrawings({ person: another }).open(...given);
    };
    const { user } = await viewing(open);
    await user.keyboard('{Shift>}D{/Shift}');
    const panel = await list();
    await user.click(within(panel).getByRole('switch'));
    await user.click(await within(panel).findByRole('button', { name: 'Try again' }));
    expect(await within(panel).findByText(/names another patient/)).toBeDefined();
  });
});

describe('what a report names', () => {
  const object = anInstance({ uid: '2.25.2.9.1', sopClass: STRUCTURES } as never);
  const patient = { id: 'p', name: {}, identifiers: [] } as never;

  it('is drawn from the start, until a hand switches it off', async () => {
    const fake = fakeDrawings();
    const drawings = drawingsOfScreen(fake.open, patient);
    drawings.offer([object], []);
    expect(drawings.entries[0]).toMatchObject({ on: false, isNamed: false });
    drawings.offer([object], [object.uid]);
    await waitFor(() => expect(drawings.entries[0]?.standing.kind).toBe('open'));
    expect(drawings.entries[0]).toMatchObject({ on: true, isNamed: true });
    drawings.switch(object.uid, false);
    drawings.offer([object], [object.uid]);
    expect(drawings.entries[0]).toMatchObject({ on: false, isNamed: true });
    drawings.dispose();
  });

  it('stays off where a hand had switched it off before', () => {
    const drawings = drawingsOfScreen(fakeDrawings().open, patient);
    drawings.offer([object], []);
    drawings.switch(object.uid, true);
    drawings.switch(object.uid, false);
    drawings.offer([object], [object.uid]);
    expect(drawings.entries[0]?.on).toBe(false);
    drawings.dispose();
  });

  it('is said over the picture, with who drew it', () => {
    const drawn = { ...drawnHere, parts: [1, 2] };
    const words = (hidden: readonly number[]) =>
      drawnWords({ kind: 'structures', instance: object, isNamed: true }, legend(), drawn, hidden);
    expect(words([])).toBe(
      'Over the image: Contours · Liver (computed by software (InventedNet 2.1)) and Spleen (drawn by hand) · named by the report',
    );
    expect(words([1])).toBe('Over the image: Contours · Spleen · drawn by hand · named by the report');
  });
});

describe('an object that has nothing to show', () => {
  it('says what it is, by whom, when, and its own values', async () => {
    const openCard: OpenCard = () =>
      Promise.resolve(
        ok({
          person: { otherIds: [] },
          maker: { model: 'Planning desk', made: '2026-09-14' },
          values: [
            { name: 'label', text: 'Lung right' },
            { name: 'approval', text: 'APPROVED' },
            { name: 'beams', number: 3 },
          ],
        }),
      );
    const { user } = await viewing(undefined, PLAN, openCard);
    await user.click(await tile(/^Organs.*What it is/));
    const card = await screen.findByRole('dialog', { name: 'Organs' });
    expect(await within(card).findByText(/A radiotherapy plan/)).toBeDefined();
    expect(within(card).getByText(/Planning desk/)).toBeDefined();
    expect(await within(card).findByRole('row', { name: 'Approval approved' })).toBeDefined();
    expect(within(card).getByRole('row', { name: 'Beams 3' })).toBeDefined();
    expect(await axeFindings(card)).toEqual([]);
  });
});
