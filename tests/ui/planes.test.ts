import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { frameOfReferenceUid } from '../../src/domain/ids';
import type {
  OpenPlanes,
  PlanesAsked,
  PlanesDrawn,
  PlanesRequest,
  SolidRequest,
} from '../../src/domain/ports/planes';
import type { Vector } from '../../src/domain/study/study';
import { fakeEngine } from '../fake-engine';
import { anArchive, ctSlices } from '../fakes';
import { ctStudy } from '../gallery/fixtures';
import { axeFindings, openStudy, renderApp } from './render-app';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

/** Draws nothing, and remembers what it was asked for. */
function fakePlanes(shrunk: 1 | 2 = 1) {
  const asked: PlanesAsked[] = [];
  const requests: PlanesRequest[] = [];
  const probes: Vector[] = [];
  const marches: SolidRequest[] = [];
  let disposed = 0;
  const open: OpenPlanes = (given) => {
    asked.push(given);
    return Promise.resolve({
      shrunk,
      draw: (request) => void requests.push(request),
      march: (request) => void marches.push(request),
      probe: (at) => void probes.push(at),
      dispose: () => void disposed++,
    });
  };
  const drawn = (parts: Partial<PlanesDrawn> = {}) =>
    asked.at(-1)?.emit({
      type: 'drawn',
      drawn: { arrived: { here: 300, failed: 0, all: 300 }, missing: [], coming: [], ...parts },
    });
  return { open, asked, requests, probes, marches, drawn, disposed: () => disposed };
}

/** A CT of 300 slices, in one frame of reference where that is given. */
async function viewing(openPlanes?: OpenPlanes, frame: string | undefined = '1.2.9') {
  const { study, instances } = ctStudy();
  const [uid = ''] = Object.keys(instances);
  const slices = ctSlices(300, { series: uid, study: study.uid } as never).map((instance) => ({
    ...instance,
    frames: instance.frames.map((one) => ({
      ...one,
      plane: one.plane && { ...one.plane, ...(frame && { frameOfReference: frameOfReferenceUid(frame) }) },
    })),
  }));
  const archive = anArchive('Salford Royal', {
    id: study.heldBy[0] ?? 'salford',
    studies: [study],
    instances: { ...instances, [uid]: slices } as typeof instances,
  });
  const engine = fakeEngine();
  const page = renderApp({ engine, archives: [archive] }, openPlanes ? { openPlanes } : {});
  await openStudy(page.user, /^CT chest/);
  await waitFor(() => expect(engine.living()[0]?.told).toContain('use window'));
  return { ...page, engine };
}

const room = () => screen.findByRole('region', { name: 'Planes (MPR)' });
const pane = async (name: string) => within(await room()).findByRole('group', { name: `${name} plane` });

describe('planes of a stack', () => {
  it('are not offered where a site has them off', async () => {
    const { user } = await viewing();
    await screen.findByText('image 150 of 300');
    await user.keyboard('{Shift>}P{/Shift}');
    expect(screen.queryByRole('button', { name: 'Planes (MPR)' })).toBeNull();
    expect(screen.queryByRole('region', { name: 'Planes (MPR)' })).toBeNull();
    await user.keyboard('{Shift>}V{/Shift}{Shift>}F{/Shift}');
    expect(screen.queryByRole('region', { name: /3D|MPR/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'More tools' }));
    expect(screen.queryByRole('menuitem', { name: /3D|Fusion|MPR/ })).toBeNull();
  });

  it('say in every pane whose they are, that they are reformatted, how, and what they are not for', async () => {
    const planes = fakePlanes();
    const { user } = await viewing(planes.open);
    await user.click(await screen.findByRole('button', { name: 'Planes (MPR)' }));
    for (const name of ['Axial', 'Coronal', 'Sagittal']) {
      const text = (await pane(name)).textContent;
      for (const words of [
        'SMITH, Aria (Ms)',
        `${name} – reformatted, linear interpolation`,
        'For review – not for primary diagnosis',
      ])
        expect(text).toContain(words);
    }
    await waitFor(() => expect(planes.asked).toHaveLength(1));
    expect(planes.asked[0]?.volume.slices).toHaveLength(300);
    expect(await axeFindings()).toEqual([]);
  });

  it('say which slices are here while they arrive, and what is missing', async () => {
    const planes = fakePlanes(2);
    const { user } = await viewing(planes.open);
    await user.keyboard('{Shift>}P{/Shift}');
    await waitFor(() => expect(planes.asked).toHaveLength(1));
    planes.drawn({ arrived: { here: 75, failed: 0, all: 300 }, coming: ['coronal'] });
    expect(await within(await room()).findByText('Every 4th slice so far, 75 of 300')).toBeTruthy();
    expect(within(await pane('Coronal')).getByText('Dotted: slices are on their way')).toBeTruthy();
    planes.drawn({ arrived: { here: 299, failed: 1, all: 300 }, missing: ['sagittal'], value: 38.2 });
    expect(await within(await pane('Sagittal')).findByText('Hatched: a slice is missing')).toBeTruthy();
    expect(within(await room()).getByText('1 slice could not be loaded')).toBeTruthy();
    expect(within(await room()).getByText('At the crosshair: 38 HU')).toBeTruthy();
    expect(within(await room()).getByText(/^Coarser than the images: 2 × 2 pixels are one/)).toBeTruthy();
  });

  it('call no value absent that may still come', async () => {
    const planes = fakePlanes();
    const { user } = await viewing(planes.open);
    await user.keyboard('{Shift>}P{/Shift}');
    const values = within(await room());
    expect(await values.findByText('Making planes of the images that are here')).toBeTruthy();
    await waitFor(() => expect(planes.asked).toHaveLength(1));
    for (const [arrived, words] of [
      [{ here: 75, failed: 0, all: 300 }, 'not known yet'],
      [{ here: 298, failed: 1, all: 300 }, 'not known yet'],
      [{ here: 299, failed: 1, all: 300 }, 'no value'],
    ] as const) {
      planes.drawn({ arrived });
      expect(await values.findByText(`At the crosshair: ${words}`)).toBeTruthy();
    }
  });

  it('are moved by keys and by fields, and left with the slice that the crosshair is on', async () => {
    const planes = fakePlanes();
    const { user, engine } = await viewing(planes.open);
    await user.keyboard('{Shift>}P{/Shift}');
    const head = await within(await room()).findByRole('spinbutton', { name: 'to the head' });
    await user.clear(head);
    await user.type(head, '100{Enter}');
    (await pane('Axial')).focus();
    await user.keyboard('{PageDown}');
    expect((head as HTMLInputElement).value).toBe('98.8');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Planes (MPR)' })).toBeNull());
    expect(planes.disposed()).toBe(1);
    await waitFor(() => expect(engine.living()[0]?.told.at(-1)).toMatch(/^goTo \d+/));
  });

  it('follow whoever goes to another image', async () => {
    const planes = fakePlanes();
    const { user, actor } = await viewing(planes.open);
    await user.keyboard('{Shift>}P{/Shift}');
    const head = await within(await room()).findByRole('spinbutton', { name: 'to the head' });
    const place = () => Number((head as HTMLInputElement).value);
    const viewport = actor.getSnapshot().children.viewer?.getSnapshot().context.viewports[0];
    // They open where the stack does, in its middle.
    const middle = place();
    viewport?.send({ type: 'frame.goTo', at: 0 });
    await waitFor(() => expect(place()).not.toBe(middle));
    const before = place();
    viewport?.send({ type: 'frame.goTo', at: 80 });
    await waitFor(() => expect(Math.abs(place() - before)).toBeCloseTo(100, 0));
  });

  it('say what a slab is, and that turned planes are oblique', async () => {
    const planes = fakePlanes();
    const { user } = await viewing(planes.open);
    await user.keyboard('{Shift>}P{/Shift}');
    await user.selectOptions(await within(await room()).findByRole('combobox', { name: 'Slab' }), 'Mean');
    expect((await pane('Coronal')).textContent).toContain('Mean, 10 mm');
    (await pane('Axial')).focus();
    await user.keyboard('.');
    expect((await pane('Coronal')).textContent).toContain('Coronal, oblique – reformatted');
    await user.click(within(await room()).getByRole('button', { name: 'Straight again' }));
    expect((await pane('Coronal')).textContent).toContain('Coronal – reformatted');
  });

  it('have lengths that say where they are of, and none across a slab', async () => {
    const planes = fakePlanes();
    const { user } = await viewing(planes.open);
    await user.keyboard('{Shift>}P{/Shift}');
    const measure = await within(await room()).findByRole('button', { name: 'Measure a length' });
    await user.click(measure);
    (await pane('Coronal')).focus();
    await user.keyboard('{Enter}{ArrowRight>10/}{Enter}');
    expect(await within(await pane('Coronal')).findByText('7 mm in a reformatted plane')).toBeTruthy();
    expect(within(await pane('Sagittal')).queryByText(/in a reformatted plane/)).toBeNull();
    await user.selectOptions(within(await room()).getByRole('combobox', { name: 'Slab' }), 'Mean');
    expect(within(await pane('Coronal')).queryByText(/in a reformatted plane/)).toBeNull();
    expect((measure as HTMLButtonElement).disabled).toBe(true);
    await user.selectOptions(within(await room()).getByRole('combobox', { name: 'Slab' }), 'None');
    await user.click(within(await room()).getByRole('button', { name: 'Remove lengths' }));
    expect(within(await room()).queryByText(/in a reformatted plane/)).toBeNull();
  });

  it('that cannot be made on a device say so', async () => {
    const { user } = await viewing(() => Promise.reject(new Error('no worker')));
    await user.keyboard('{Shift>}P{/Shift}');
    expect((await within(await room()).findByRole('alert')).textContent).toMatch(
      /^Planes cannot be made on this device/,
    );
  });

  it('of slices without a frame of reference are refused with the reason', async () => {
    const planes = fakePlanes();
    const { user } = await viewing(planes.open, '');
    await user.keyboard('{Shift>}P{/Shift}');
    expect((await room()).textContent).toMatch(/No planes can be made of this series.*no frame of reference/);
    expect(planes.asked).toEqual([]);
    await user.click(within(await room()).getByRole('button', { name: /^Back to the images/ }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Planes (MPR)' })).toBeNull());
  });
});

describe('a stack in 3D', () => {
  const solid = () => screen.findByRole('region', { name: 'Volume (3D)' });
  const picture = async () => within(await solid()).findByRole('group', { name: 'Volume in 3D' });

  it('says what it is not for, and is turned by keys and buttons, cut and left', async () => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(700);
    const planes = fakePlanes();
    const { user } = await viewing(planes.open);
    await user.keyboard('{Shift>}V{/Shift}');
    expect((await solid()).textContent).toContain('3D, computed, for review, not for measuring');
    expect((await solid()).textContent).toContain('SMITH, Aria (Ms)');
    const last = () => planes.marches.at(-1);
    await waitFor(() => expect(last()).toMatchObject({ preset: 'bone', right: [1, 0, 0], moving: false }));
    (await picture()).focus();
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(last()?.moving).toBe(true));
    expect(last()?.right[0]).toBeCloseTo(Math.cos(Math.PI / 18), 9);
    await waitFor(() => expect(last()?.moving).toBe(false));
    const room = within(await solid());
    await user.click(room.getByRole('button', { name: 'From the left' }));
    await waitFor(() => expect(last()?.right).toEqual([0, 1, 0]));
    await user.selectOptions(room.getByRole('combobox', { name: 'Show' }), 'Lung');
    await user.click(room.getByRole('button', { name: 'Cut away the table' }));
    const from = room.getByRole('spinbutton', { name: 'R–L, from' });
    await fireEvent.change(from, { target: { value: '40' } });
    await waitFor(() =>
      expect(last()).toMatchObject({
        preset: 'lung',
        withoutTable: true,
        clip: [
          [0.4, 1],
          [0, 1],
          [0, 1],
        ],
      }),
    );
    expect(room.getByText(/^Left out: what is not joined to the body/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Volume (3D)' })).toBeNull());
    expect(planes.disposed()).toBe(1);
  });

  it('is refused with the same reasons as planes', async () => {
    const planes = fakePlanes();
    const { user } = await viewing(planes.open, '');
    await user.keyboard('{Shift>}V{/Shift}');
    expect((await solid()).textContent).toMatch(/cannot be shown in 3D.*no frame of reference/);
    expect(planes.asked).toEqual([]);
  });
});
