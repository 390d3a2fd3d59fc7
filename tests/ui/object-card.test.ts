import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { ObjectCard as Card } from '../../src/domain/objects/object-card';
import ObjectCard from '../../src/ui/card/ObjectCard.svelte';
import { anInstance } from '../domain/instances';
import { aPatient } from '../dicomweb/wire';

const card: Card = {
  person: { otherIds: [] },
  maker: {},
  values: [],
  doses: [
    { structures: [4], without: [], unit: 'Gy', minimum: 0.2, mean: 41.2345, maximum: 50, volume: 120.5 },
    { structures: [5, 6], without: [4], maximum: 12 },
  ],
};

describe('the card of doses without a grid', () => {
  it('says what they are, and the doses of each structure with their unit or that none is said', async () => {
    render(ObjectCard, {
      props: {
        instance: anInstance({ sopClass: '1.2.840.10008.5.1.4.1.1.481.2' }),
        patient: aPatient(),
        openCard: async () => ({ ok: true as const, value: card }),
      },
    });
    await screen.findByRole('table', { name: 'Doses in structures, as a program worked them out' });
    expect(screen.getByText('Doses of radiotherapy, worked out for structures')).toBeTruthy();
    const rows = screen.getAllByRole('row').map((row) => [...row.children].map((cell) => cell.textContent));
    expect(rows).toEqual([
      ['Structure no.', 'Least', 'Mean', 'Greatest', 'Volume'],
      ['4', '0.2 Gy', '41.23 Gy', '50 Gy', '120.5 cm³'],
      ['5 + 6 without 4', 'not said', 'not said', '12 (unit not said)', 'not said'],
    ]);
  });
});
