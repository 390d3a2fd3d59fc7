import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { Archive } from '../../src/domain/ports/archive';
import type { DisplaySet } from '../../src/domain/study/display-set';
import { fakeEngine } from '../fake-engine';
import { anArchive } from '../fakes';
import { ctStudy } from '../gallery/fixtures';
import { openStudy, renderApp } from './render-app';

afterEach(() => vi.restoreAllMocks());

const { study, instances } = ctStudy();
const id = study.heldBy[0] ?? 'salford';

it('a series of which one picture is here has no small picture before all of it was checked', async () => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
  let goOn: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (goOn = resolve));
  const whole = anArchive('Salford Royal', { id, studies: [study], instances });
  const archive: Archive = {
    ...whole,
    instancesOf: async (...given) => {
      await released;
      return whole.instancesOf(...given);
    },
  };
  const thumbnailOf = vi.fn<(displaySet: DisplaySet) => Promise<Blob>>(async () => new Blob(['']));
  const { user } = renderApp({ engine: fakeEngine(), archives: [archive] }, { thumbnailOf });
  await openStudy(user, /^CT chest/);
  expect(await screen.findByText('Loading …')).toBeTruthy();
  expect(thumbnailOf).not.toHaveBeenCalled();
  goOn();
  await waitFor(() => expect(thumbnailOf.mock.calls.length).toBeGreaterThan(0));
  expect(thumbnailOf.mock.calls.every(([{ partial }]) => partial !== true)).toBe(true);
});

it.each([
  ['does not answer', { problem: { kind: 'timed-out', where: 'Salford Royal' } as const }, true],
  ['lists the same', study.series ?? [], false],
])(
  'above the pictures it is said that series may be missing, where the archive %s',
  async (_, listed, isSaid) => {
    const archives = [anArchive('Salford Royal', { id, studies: [study], instances, listed })];
    const { user } = renderApp({ engine: fakeEngine(), archives });
    await openStudy(user, /^CT chest/);
    await waitFor(() => expect(screen.queryAllByText('Loading …')).toEqual([]));
    const words = /^Series of this study may be missing\. Salford Royal did not answer in time/;
    if (isSaid) expect(await screen.findByText(words)).toBeTruthy();
    else expect(screen.queryByText(/^Series of this study may be missing/)).toBeNull();
  },
);
