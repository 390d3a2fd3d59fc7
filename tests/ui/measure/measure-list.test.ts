import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Measurement } from '../../../src/domain/measure/measurement';
import type { MeasuredPlace } from '../../../src/ui/measure/measured-place';
import MeasureList from '../../../src/ui/measure/MeasureList.svelte';
import type { PriorStudy } from '../../../src/workflow/viewer/prior-study';
import { aStudy } from '../../fakes';
import { axeFindings } from '../render-app';
import { LENGTH, measured } from './measuring';

const aPrior: PriorStudy = {
  study: aStudy(),
  span: { unit: 'month', count: 8 },
  part: 'chest',
  archives: [],
  progress: { kind: 'asking' },
};

/** @param before UID of one that was measured on the earlier study */
function list(
  measurements: readonly Measurement[] = measured(LENGTH, { kind: 'point', points: [[1, 1]] }),
  before?: string,
) {
  const told = {
    onselect: vi.fn<(uid: string) => void>(),
    ondelete: vi.fn<(uid: string) => void>(),
    onundo: vi.fn<() => void>(),
    oncopy: vi.fn<(text: string) => Promise<void>>(() => Promise.resolve()),
  };
  const placeOf = ({ uid }: Measurement): MeasuredPlace => ({
    study: aStudy({ started: uid === before ? '2026-03-20T11:05:00' : '2026-11-18T09:12:00' }),
    ...(uid === before && { prior: { ...aPrior, study: aStudy() } }),
  });
  render(MeasureList, {
    props: { measurements, selected: '2.25.1', saves: true, placeOf, undoable: 'Point 1 deleted', ...told },
  });
  return { ...told, user: userEvent.setup() };
}

describe('the list of measurements', () => {
  it('has nothing for axe to find', async () => {
    list();
    expect(await axeFindings(screen.getByRole('region', { name: 'Measurements' }))).toEqual([]);
  });

  it('offers to undo what was done last, and says what that was', async () => {
    const { user, onundo } = list([]);
    await user.click(screen.getByRole('button', { name: 'Undo: Point 1 deleted' }));
    expect(onundo).toHaveBeenCalledOnce();
  });

  it('says each number with its basis, and why there is none', () => {
    list();
    expect(screen.getByText('Length 25.0 mm, at the detector')).toBeTruthy();
    expect(screen.getByText(/^Not measured: no value/)).toBeTruthy();
  });

  it('copies all of them, with bases, pictures and what they are not for', async () => {
    const { oncopy, user } = list();
    await user.click(screen.getByRole('button', { name: 'Copy all' }));
    expect(oncopy.mock.lastCall?.[0]).toMatch(
      /^Length 1: Length 25\.0 mm, at the detector \[Chest X-ray, 18-Nov-2026, a series that is not loaded\]\n[^]*not for primary diagnosis$/,
    );
    expect((await screen.findByRole('status')).textContent).toMatch(/Copied/);
  });

  it('marks what was measured on the earlier study, in the list and in what is copied, with its date', async () => {
    const { oncopy, user } = list(undefined, '2.25.2');
    const marked = screen.getByRole('button', { name: /^Point 1 PRIOR Chest X-ray, 20-Mar-2026, 8 months/ });
    expect(screen.getAllByText('PRIOR')).toHaveLength(1);
    expect(marked.textContent).toContain('PRIOR');
    expect(await axeFindings(screen.getByRole('region', { name: 'Measurements' }))).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Copy all' }));
    const [first, second] = oncopy.mock.lastCall?.[0].split('\n') ?? [];
    expect(first).not.toContain('PRIOR');
    expect(second).toMatch(/^Point 1: .*\[PRIOR, Chest X-ray, 20-Mar-2026, 8 months earlier, /);
  });

  it('says so where copying is not allowed', async () => {
    const { oncopy, user } = list();
    oncopy.mockRejectedValueOnce(new DOMException('not allowed', 'NotAllowedError'));
    await user.click(screen.getByRole('button', { name: 'Copy all' }));
    expect((await screen.findByRole('status')).textContent).toMatch(/does not allow/);
  });

  it('leads to a measurement and deletes it', async () => {
    const { onselect, ondelete, user } = list();
    await user.click(screen.getByRole('button', { name: /^Length 1/ }));
    expect(onselect).toHaveBeenCalledWith('2.25.1');
    await user.click(screen.getByRole('button', { name: 'Delete Point 1' }));
    expect(ondelete).toHaveBeenCalledWith('2.25.2');
  });

  it('says that there is none, and how long they are kept', () => {
    list([]);
    expect(screen.getByText(/kept until you leave/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Copy all' })).toBeNull();
  });
});
