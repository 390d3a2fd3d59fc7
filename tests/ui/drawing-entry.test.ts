import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { instanceUid } from '../../src/domain/ids';
import type { DrawnOverlay, Legend, OverlayValues } from '../../src/domain/ports/drawings';
import DrawingEntry from '../../src/ui/overlay/DrawingEntry.svelte';
import { anInstance } from '../domain/instances';

const legend: Legend = {
  id: instanceUid('2.25.1'),
  kind: 'segmentation',
  person: { otherIds: [] },
  label: '',
  maker: {},
  leftOut: [],
  parts: [{ number: 1, label: 'Liver', colour: [255, 0, 0], by: 'person' }],
};

function listed(
  given: Partial<Legend>,
  told: { drawn?: Partial<Extract<DrawnOverlay, { ok: true }>>; values?: OverlayValues },
) {
  const all = { ...legend, ...given };
  render(DrawingEntry, {
    props: {
      entry: {
        instance: anInstance({}),
        kind: all.kind,
        on: true,
        isNamed: false,
        isTouched: true,
        standing: { kind: 'open', drawing: { legend: all } as never },
        strength: 1,
        hidden: [],
        quantity: 0,
        more: 0,
      },
      told: {
        ...(told.values && { values: told.values }),
        drawn: { ok: true, lines: [], parts: [], isOtherGrid: false, ...told.drawn },
      },
      onswitch: () => undefined,
      onchange: () => undefined,
    },
  });
}

describe('what the list says of one object that is drawn over pictures', () => {
  it('values that no segment has are said, and are not called nothing', () => {
    listed(
      {},
      {
        drawn: { unnamed: [7, 12] },
        values: {
          parts: [
            { number: 1, share: 1 },
            { number: 7, share: 1 },
          ],
          values: [],
        },
      },
    );
    expect(screen.getByText('Parts that it does not name are not drawn (7, 12)')).toBeTruthy();
    expect(screen.getByText(/Liver and a part that it does not name \(7\)/)).toBeTruthy();
    expect(screen.queryByText('Nothing of it lies in this picture')).toBeNull();
  });

  it('nothing in a picture is nothing', () => {
    listed({}, {});
    expect(screen.getByText('Nothing of it lies in this picture')).toBeTruthy();
  });

  const dose = { unit: 'Gy', type: 'physical', most: 50, levels: [], histograms: [] } as const;

  it('doses of structures stand below the lines of a grid', () => {
    const histograms = [{ structures: [4], without: [], unit: 'Gy', mean: 41.25 } as const];
    listed({ kind: 'dose', parts: [], dose: { ...dose, histograms } }, {});
    screen.getByRole('table', { name: 'Doses in structures, as a program worked them out' });
    expect(screen.getByRole('row', { name: /^4 not said 41.25 Gy not said not said$/ })).toBeTruthy();
  });

  it('a grid alone has no table of structures', () => {
    listed({ kind: 'dose', parts: [], dose }, {});
    expect(screen.queryByText('Doses in structures, as a program worked them out')).toBeNull();
  });
});
