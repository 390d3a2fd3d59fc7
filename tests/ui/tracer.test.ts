import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Instance } from '../../src/domain/study/study';
import TracerLegend from '../../src/ui/volume/TracerLegend.svelte';
import TracerNote from '../../src/ui/volume/TracerNote.svelte';
import type { ViewportContext } from '../../src/workflow/viewport/viewport-context';
import { anInstance } from '../domain/instances';

/** A view of one PET picture, 0 to 5 by a LINEAR window (PS3.3 C.11.2.1.2.1). */
function aView(pet: NonNullable<Instance['pet']>): ViewportContext {
  const frame = { instance: anInstance({ modality: 'PT', pet }), number: 1 };
  return {
    displaySet: { frames: [frame] },
    at: 0,
    state: { windowInForce: { center: 3, width: 6 }, presentation: { invert: true } },
  } as unknown as ViewportContext;
}

describe('a picture of a tracer', () => {
  it.each([
    ['says over it that attenuation is not corrected', { units: 'GML', corrected: ['DECY'] }, 1],
    ['says nothing of it where it is corrected', { units: 'GML', corrected: ['ATTN'] }, 0],
    ['says nothing of it where its object says nothing', { units: 'GML', corrected: [] }, 0],
  ] as const)('%s', (_, pet, count) => {
    render(TracerNote, { props: { context: aView(pet) } });
    expect(screen.queryAllByText('Not corrected for attenuation')).toHaveLength(count);
  });

  it('has its ends and its unit below it', () => {
    render(TracerLegend, { props: { context: aView({ units: 'GML', corrected: ['ATTN'] }) } });
    expect(screen.getByRole('note').textContent?.trim()).toMatch(/^0\s+5\s+SUV body weight, g\/ml$/);
  });
});
