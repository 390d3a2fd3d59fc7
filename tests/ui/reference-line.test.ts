import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { frameOfReferenceUid } from '../../src/domain/ids';
import { fakeEngine } from '../fake-engine';
import { aSeries, aStudy, anArchive, ctSlices } from '../fakes';
import { openStudy, renderApp, choose } from './render-app';

/** Five slices a millimetre and a quarter apart, in the same frame of reference. */
const slices = (series: string, isCoronal: boolean) =>
  ctSlices(5, { study: '2.25.2', series }).map((one) => ({
    ...one,
    frames: one.frames.map((frame) => ({
      ...frame,
      ...(frame.plane && {
        plane: {
          ...frame.plane,
          frameOfReference: frameOfReferenceUid('1.9'),
          ...(isCoronal && {
            position: [-180, (one.instanceNumber ?? 0) * 1.25, 100] as const,
            column: [0, 0, -1] as const,
          }),
        },
      }),
    })),
  }));

describe('the slice of the active view', () => {
  it('is a line in the others, until it is not wanted', async () => {
    const series = ['2.25.2.1', '2.25.2.2'].map((uid, at) =>
      aSeries({
        uid,
        number: at,
        modality: 'CT',
        description: at === 0 ? 'Axial' : 'Coronal',
        instanceCount: 5,
      }),
    );
    const study = aStudy({ uid: '2.25.2', modalities: ['CT'], description: 'CT THORAX', series });
    const instances = { '2.25.2.1': slices('2.25.2.1', false), '2.25.2.2': slices('2.25.2.2', true) };
    const archive = anArchive('Salford Royal', { studies: [study], instances });
    const { user } = renderApp({ engine: fakeEngine(), archives: [archive] });
    await openStudy(user, /^CT chest/);
    await screen.findByRole('button', { name: /^Coronal/ });
    await choose(user, 'Two views');
    const line = (number: number) =>
      screen
        .getByRole('group', { name: `View ${number}` })
        .querySelector('svg path.under')
        ?.getAttribute('d');
    await waitFor(() => expect(line(2)).toBeTruthy());
    expect(line(1)).toBeUndefined();
    const first = line(2);
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(line(2)).not.toBe(first));
    await user.keyboard('x');
    await waitFor(() => expect(line(2)).toBeUndefined());
  });
});
