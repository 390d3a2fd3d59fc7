import type { DisplaySet } from '../../src/domain/study/display-set';
import type { Figure } from '../../src/domain/measure/figure';
import type { PixelValues } from '../../src/domain/measure/statistics';
import { valueMeaning } from '../../src/domain/measure/value-meaning';
import type { Measuring } from '../../src/domain/ports/measuring';
import { attributesOf } from '../../src/domain/study/study';
import type { FakeEngine } from '../fake-engine';
import { phantomPictures } from './phantoms';

/** What a hand draws on the chest CT: across the chest, round the aorta, an angle, a point in the lung. */
const FIGURES: readonly Figure[] = [
  {
    kind: 'length',
    points: [
      [90, 300],
      [420, 300],
    ],
  },
  {
    kind: 'ellipse',
    points: [
      [236, 150],
      [276, 190],
    ],
  },
  {
    kind: 'angle',
    points: [
      [120, 130],
      [256, 80],
      [392, 130],
    ],
  },
  { kind: 'point', points: [[170, 230]] },
];

/** Draws them on what is shown. */
export function measure(engine: FakeEngine, displaySet: DisplaySet | undefined): void {
  const [viewport] = engine.living();
  const frame = displaySet?.frames[0];
  const attributes = frame && attributesOf(frame);
  if (!viewport || !frame || !attributes || !displaySet) return;
  const { rows, columns, samples } = phantomPictures()(displaySet, 0);
  const { slope, intercept } =
    attributes.modalityLut.kind === 'rescale' ? attributes.modalityLut : { slope: 1, intercept: 0 };
  const values: PixelValues = {
    rows,
    columns,
    stored: samples,
    modality: (stored) => stored * slope + intercept,
    meaning: valueMeaning(frame.instance, attributes),
  };
  viewport.emit({ type: 'frame.shown', at: 0, quality: 'final', lossy: false, values });
  for (const figure of FIGURES) viewport.emit({ type: 'figure.finished', at: 0, figure });
}

/** An archive that takes no more. */
export const fullArchive: Measuring = {
  newUid: () => `2.25.${crypto.randomUUID().replaceAll(/\D/g, '')}`,
  save: async () => ({
    kind: 'failed',
    problem: { kind: 'not-stored', where: 'Salford Royal', why: 'it is out of space' },
    mayBeThere: false,
  }),
};
