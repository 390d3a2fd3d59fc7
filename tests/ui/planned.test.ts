import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PlannedImaging } from '../../src/domain/planning/planned-imaging';
import { aRecord, aStudy, anArchive, type GivenRecord } from '../fakes';
import { planned } from '../gallery/reports';
import { axeFindings, renderApp } from './render-app';

afterEach(() => vi.restoreAllMocks());

const RECORD = 'Greater Manchester Care Record';
const timedOut = { problem: { kind: 'timed-out', where: RECORD } } as const;

async function listWith(given: GivenRecord) {
  const archives = [anArchive('Salford Royal', { studies: [aStudy()] })];
  const page = renderApp({ archives, record: aRecord(given) });
  await screen.findByRole('button', { name: /^Chest X-ray/ });
  return page;
}
const heading = () => screen.queryByRole('heading', { name: 'Planned' });

describe('planned imaging', () => {
  it('stands at the top, bookings before requests', async () => {
    await listWith({ planned });
    const list = within(await screen.findByRole('list', { name: 'Planned imaging' }));
    expect(list.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/CT chest.*Booked for 03-Dec-2026 10:20/),
      expect.stringMatching(/MRI head.*Requested 12-Nov-2026/),
    ]);
    expect(screen.queryByText('There may be more.')).toBeNull();
  });

  it.each([
    ['there is none', []],
    ['it is still being asked for', 'silent'],
  ] as const)('is not there where %s', async (_, answer) => {
    await listWith({ planned: answer });
    expect(heading()).toBeNull();
  });

  it('says that it is not known where it could not be asked, and asks again on request', async () => {
    let asked = 0;
    const record = aRecord({ planned });
    const archives = [anArchive('Salford Royal', { studies: [aStudy()] })];
    const { user } = renderApp({
      archives,
      record: {
        ...record,
        planned: async (signal) => {
          asked += 1;
          return asked === 1 ? { ok: false, problem: timedOut.problem } : record.planned(signal);
        },
      },
    });
    expect(await screen.findByText('Not known.')).toBeTruthy();
    expect(screen.getByText(new RegExp(`${RECORD} did not answer in time`))).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Try again: planned imaging' }));
    expect(await screen.findByRole('list', { name: 'Planned imaging' })).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('Not known.')).toBeNull());
  });

  const gaps: readonly (readonly [
    string,
    readonly PlannedImaging[],
    GivenRecord['unplanned'],
    string,
    RegExp,
  ])[] = [
    [
      'requests',
      planned,
      { unanswered: [{ what: 'requests', ...timedOut }] },
      'There may be more.',
      /may have been requested/,
    ],
    [
      'appointments',
      [],
      { unanswered: [{ what: 'appointments', ...timedOut }] },
      'Not known.',
      /may have been booked/,
    ],
    [
      'entries',
      [],
      { shortfalls: [{ kind: 'unreadable', count: 2 }] },
      'Not known.',
      /2 entries from .* could not be read/,
    ],
  ];

  it.each(gaps)('says which %s are missing from it', async (_, rows, unplanned, title, words) => {
    await listWith({ planned: rows, unplanned });
    expect(await screen.findByText(title)).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
  });
});
