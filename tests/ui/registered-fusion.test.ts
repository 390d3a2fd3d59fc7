import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { frameOfReferenceUid, instanceUid } from '../../src/domain/ids';
import type { OpenPlanes, PlanesAsked } from '../../src/domain/ports/planes';
import type { OpenRegistration } from '../../src/domain/ports/registrations';
import { err, ok } from '../../src/domain/problem';
import type { RigidMove } from '../../src/domain/volume/registration';
import { fakeEngine } from '../fake-engine';
import { anArchive, anInstance, aSeries, ctSlices } from '../fakes';
import { ctStudy } from '../gallery/fixtures';
import { openStudy, renderApp } from './render-app';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

const [CT, PET, OBJECT] = ['1.2.9', '2.25.2.8', '2.25.2.9'] as const;
const PET_FRAME = '1.2.8';
const MOVE: RigidMove = {
  turn: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  by: [7, -3, 11],
};

/** A CT, a PET of another frame of reference, and a registration. */
async function viewing(openRegistration: OpenRegistration) {
  const { study, instances } = ctStudy();
  const [uid = ''] = Object.keys(instances);
  const slices = (series: string, frame: string, sopClass: string, count: number, modality: string) =>
    ctSlices(count, { series, study: study.uid } as never).map((instance, at) => ({
      ...instance,
      ...(modality === 'PT' && {
        uid: instanceUid(`${series}.${at + 1}`),
        modality,
        seriesDescription: 'PET',
      }),
      sopClass,
      frames: instance.frames.map((one) => ({
        ...one,
        plane: one.plane && { ...one.plane, frameOfReference: frameOfReferenceUid(frame) },
      })),
    }));
  const object = anInstance({
    uid: `${OBJECT}.1`,
    study: study.uid,
    series: OBJECT,
    sopClass: '1.2.840.10008.5.1.4.1.1.66.1',
    modality: 'REG',
    view: undefined,
    image: undefined,
    frames: [],
  } as never);
  const series = [
    aSeries({ uid: PET, number: 8, modality: 'PT', description: 'PET', instanceCount: 20 }),
    aSeries({ uid: OBJECT, number: 9, modality: 'REG', description: 'PET to CT', instanceCount: 1 }),
  ];
  const archive = anArchive('Salford Royal', {
    id: study.heldBy[0] ?? 'salford',
    studies: [{ ...study, series: [...(study.series ?? []), ...series] }],
    instances: {
      ...instances,
      [uid]: slices(uid, CT, '1.2.840.10008.5.1.4.1.1.2', 300, 'CT'),
      [PET]: slices(PET, PET_FRAME, '1.2.840.10008.5.1.4.1.1.128', 20, 'PT'),
      [OBJECT]: [object],
    } as typeof instances,
  });
  const asked: PlanesAsked[] = [];
  const openPlanes: OpenPlanes = (given) => {
    asked.push(given);
    const nothing = () => undefined;
    return Promise.resolve({ shrunk: 1, draw: nothing, march: nothing, probe: nothing, dispose: nothing });
  };
  const engine = fakeEngine();
  const page = renderApp({ engine, archives: [archive] }, { openPlanes, openRegistration });
  await openStudy(page.user, /^CT chest/);
  await waitFor(() => expect(engine.living()[0]?.told).toContain('use window'));
  await screen.findAllByRole('button', { name: /^PET/ });
  await page.user.keyboard('{Shift>}F{/Shift}');
  const room = within(await screen.findByRole('region', { name: 'Planes (MPR)' }));
  return { ...page, asked, room };
}

const found: OpenRegistration = (instance) =>
  Promise.resolve(
    ok({
      id: instance.uid,
      person: instance.person,
      label: 'PET to CT',
      maker: { manufacturer: 'Invented' },
      frame: frameOfReferenceUid(CT),
      parts: [{ frame: frameOfReferenceUid(PET_FRAME), images: [], move: MOVE }],
    }),
  );

describe('fusion across two frames of reference', () => {
  it('lays the tracer where a registration puts it, and says so beside the planes and in each', async () => {
    const { asked, room } = await viewing(found);
    await waitFor(() => expect(asked.at(-1)?.over).toBeDefined());
    const [own, over] = [asked.at(-1)?.volume.slices[0], asked.at(-1)?.over?.volume.slices[0]];
    const [x, y, z] = asked.at(-1)?.over?.frames[over?.at ?? 0]?.instance.frames[0]?.plane?.position ?? [];
    expect(over?.origin).toEqual([(x ?? 0) + 7, (y ?? 0) - 3, (z ?? 0) + 11]);
    expect(own).toBeDefined();
    expect(room.getByText(/joined by a registration “PET to CT”/).textContent).toContain('Invented');
    expect(room.getAllByText(/laid over by a registration/).length).toBeGreaterThan(0);
  });

  it('is refused, with the reason, where the registration cannot be read', async () => {
    const { asked, room } = await viewing(() =>
      Promise.resolve(err({ kind: 'timed-out', where: 'Salford Royal' })),
    );
    expect(await room.findByText('A registration of this study could not be read.')).toBeTruthy();
    expect(room.getByText(/different frames of reference/)).toBeTruthy();
    expect(asked.every(({ over }) => over === undefined)).toBe(true);
  });
});
