import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/ui/tokens.css';
import type { Figure, Point } from '../../src/domain/measure/figure';
import type { Measurement } from '../../src/domain/measure/measurement';
import MeasureLayer from '../../src/ui/measure/MeasureLayer.svelte';
import { measured } from '../ui/measure/measuring';

const FIGURES: readonly Figure[] = [
  {
    kind: 'length',
    points: [
      [40, 60],
      [140, 120],
    ],
  },
  {
    kind: 'angle',
    points: [
      [200, 60],
      [260, 60],
      [230, 20],
    ],
  },
  {
    kind: 'ellipse',
    points: [
      [200, 150],
      [260, 190],
    ],
  },
  { kind: 'point', points: [[300, 240]] },
];

let layer: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (layer) await unmount(layer);
  document.body.replaceChildren();
});

async function shown(measurements: readonly Measurement[], selected: string) {
  await page.viewport(720, 620);
  const told: (readonly [string, Figure, boolean])[] = [];
  const host = document.createElement('div');
  host.style.cssText = 'position:fixed;inset:0;width:700px;height:600px;background:#444';
  document.body.append(host);
  layer = mount(MeasureLayer, {
    target: host,
    props: {
      measurements,
      selected,
      view: { width: 700, height: 600 },
      toScreen: ([x, y]: Point): Point => [x * 2, y * 2],
      toPicture: ([x, y]: Point): Point => [x / 2, y / 2],
      onselect: () => undefined,
      onchange: (...change) => told.push(change),
      ondelete: () => undefined,
      onwrite: () => undefined,
      picture: undefined,
    },
  });
  await page.elementLocator(host).getByText('Length 1').query();
  return { host, told };
}
const boxesOf = (selector: string) =>
  [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());

describe('measurements in a browser', () => {
  it('have targets of at least 24 by 24 CSS pixels', async () => {
    await shown(measured(...FIGURES), '2.25.3');
    const boxes = boxesOf('.handle .target');
    // An ellipse is held at four places, and turned by a fifth.
    expect(boxes).toHaveLength(5);
    for (const { width, height } of boxes) expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  });

  it('let the hand through to the picture where nothing is drawn', async () => {
    await shown(measured(...FIGURES), '2.25.3');
    expect(document.elementFromPoint(20, 560)?.closest('svg')).toBeNull();
    // On the line of the length, and within a finger of it
    expect(document.elementFromPoint(180, 180)?.closest('svg')).not.toBeNull();
    expect(document.elementFromPoint(180, 188)?.closest('svg')).not.toBeNull();
    expect(document.elementFromPoint(180, 240)?.closest('svg')).toBeNull();
  });

  it('have labels whose words stay inside their boxes', async () => {
    await shown(measured(...FIGURES), '2.25.3');
    const labels = [...document.querySelectorAll('.label')];
    expect(labels).toHaveLength(FIGURES.length);
    for (const label of labels) {
      const box = label.querySelector('rect')?.getBoundingClientRect();
      for (const text of label.querySelectorAll('text'))
        expect(text.getBoundingClientRect().right).toBeLessThanOrEqual((box?.right ?? 0) + 0.5);
    }
  });

  it('have a handle dragged by a captured pointer', async () => {
    const { told } = await shown(measured(...FIGURES), '2.25.1');
    const handle = document.querySelectorAll('.handle')[1];
    const fire = (type: string, x: number, y: number) =>
      handle?.dispatchEvent(
        new PointerEvent(type, { pointerId: 1, button: 0, clientX: x, clientY: y, bubbles: true }),
      );
    // A pointer that the browser does not know cannot be captured, and is dragged all the same.
    fire('pointerdown', 280, 240);
    fire('pointermove', 300, 220);
    fire('pointerup', 300, 220);
    expect(told.map(([, , settled]) => settled)).toEqual([false, true]);
    expect(told[0]?.[1].points[1]).toEqual([150, 110]);
  });
});
