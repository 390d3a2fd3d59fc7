import type { HangingProtocol, Wish } from './hanging-protocol';

/** Right before left as if the patient stood opposite, so that the chest walls meet in the middle. */
const fourViews = (of: Wish['of']): readonly Wish[] =>
  (['CC', 'MLO'] as const).flatMap((view) => (['R', 'L'] as const).map((side) => ({ of, view, side })));

const PROJECTIONS = ['CR', 'DX', 'RG'];

/** What hangs where. The first whose every wish is met is taken; where none is, display sets hang in their order. */
export const HANGING_PROTOCOLS: readonly HangingProtocol[] = [
  {
    name: 'mammogram-four-views-compared',
    modalities: ['MG'],
    comparing: true,
    layout: '2x4',
    slots: [
      ...fourViews('current'),
      ...fourViews('prior').map((wish): Wish => ({ ...wish, optional: true })),
    ],
  },
  {
    name: 'mammogram-four-views',
    modalities: ['MG'],
    layout: '2x2',
    slots: fourViews('current'),
  },
  ...(['CC', 'MLO'] as const).map((view): HangingProtocol => ({
    name: `mammogram-${view}`,
    modalities: ['MG'],
    layout: '1x2',
    alone: true,
    slots: [
      { of: 'current', view, side: 'R' },
      { of: 'current', view, side: 'L' },
    ],
  })),
  ...(['R', 'L'] as const).map((side): HangingProtocol => ({
    name: `mammogram-${side}`,
    modalities: ['MG'],
    layout: '1x2',
    alone: true,
    slots: [
      { of: 'current', view: 'CC', side },
      { of: 'current', view: 'MLO', side },
    ],
  })),
  {
    name: 'x-ray-frontal-lateral',
    modalities: PROJECTIONS,
    layout: '1x2',
    alone: true,
    slots: [
      { of: 'current', view: 'frontal' },
      { of: 'current', view: 'lateral' },
    ],
  },
  {
    name: 'pet-beside-ct',
    modalities: ['PT', 'CT'],
    layout: '1x2',
    slots: [
      { of: 'current', modality: 'CT' },
      { of: 'current', modality: 'PT' },
    ],
  },
  {
    name: 'layers-of-an-eye-beside-its-fundus',
    layout: '1x2',
    slots: [
      { of: 'current', modality: 'OPT', looked: true },
      { of: 'current', under: 0 },
    ],
  },
  {
    name: 'pair',
    layout: '1x2',
    slots: [
      { of: 'current', pair: 'left' },
      { of: 'current', pair: 'right' },
    ],
  },
  {
    name: 'now-and-before',
    comparing: true,
    layout: '1x2',
    slots: [
      { of: 'current', looked: true },
      { of: 'prior', like: 0, optional: true },
    ],
  },
];
