import type { HangingProtocol, Wish } from './hanging-protocol';

/** Right before left as if the patient stood opposite, so that the chest walls meet in the middle. */
const fourViews = (of: Wish['of']): readonly Wish[] =>
  (['CC', 'MLO'] as const).flatMap((view) => (['R', 'L'] as const).map((side) => ({ of, view, side })));

const PROJECTIONS = ['CR', 'DX', 'RG'];

/** What hangs where. The first whose every wish is met is taken; where none is, display sets hang in their order. */
export const HANGING_PROTOCOLS: readonly HangingProtocol[] = [
  {
    name: 'Mammogram, four views, with an earlier one below',
    modalities: ['MG'],
    comparing: true,
    layout: '2x4',
    slots: [
      ...fourViews('current'),
      ...fourViews('prior').map((wish): Wish => ({ ...wish, optional: true })),
    ],
  },
  {
    name: 'Mammogram, four views',
    modalities: ['MG'],
    layout: '2x2',
    slots: fourViews('current'),
  },
  ...(['CC', 'MLO'] as const).map((view): HangingProtocol => ({
    name: `Mammogram, both breasts, ${view}`,
    modalities: ['MG'],
    layout: '1x2',
    alone: true,
    slots: [
      { of: 'current', view, side: 'R' },
      { of: 'current', view, side: 'L' },
    ],
  })),
  ...(['R', 'L'] as const).map((side): HangingProtocol => ({
    name: `Mammogram, ${side === 'R' ? 'right' : 'left'} breast`,
    modalities: ['MG'],
    layout: '1x2',
    alone: true,
    slots: [
      { of: 'current', view: 'CC', side },
      { of: 'current', view: 'MLO', side },
    ],
  })),
  {
    name: 'X-ray, frontal and lateral',
    modalities: PROJECTIONS,
    layout: '1x2',
    alone: true,
    slots: [
      { of: 'current', view: 'frontal' },
      { of: 'current', view: 'lateral' },
    ],
  },
  {
    name: 'Now and before',
    comparing: true,
    layout: '1x2',
    slots: [
      { of: 'current', looked: true },
      { of: 'prior', like: 0, optional: true },
    ],
  },
];
