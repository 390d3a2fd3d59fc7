import { describe, expect, it } from 'vitest';
import { DRAWN_TAGS } from '../../src/dicom/drawn-tags';
import { objectCardFrom } from '../../src/dicom/object-card';
import { doseGridFrom } from '../../src/dicom/rt/dose-grid';
import { isDrawing } from '../../src/domain/overlay/classes';
import type { StructureDose } from '../../src/domain/objects/structure-dose';
import { openOverlay } from '../../src/rendering/overlay/open-overlay';
import { anInstance } from '../domain/instances';
import type { Elements } from '../dicomweb/wire';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const sequence = (...items: Elements[]) => ({ vr: 'SQ', Value: items });
const structure = (number: number, contribution = 'INCLUDED') => ({
  '30060084': element('IS', number),
  '30040062': element('CS', contribution),
});

/** Bins of 0.5 Gy over 120.5 cm³ of structure 4. */
const DVH: Elements = {
  '30040060': sequence(structure(4)),
  '30040001': element('CS', 'CUMULATIVE'),
  '30040002': element('CS', 'GY'),
  '30040054': element('CS', 'CM3'),
  '30040058': element('DS', '0.5', '120.5', '0.5', '80.25', '0.5', '3'),
  '30040070': element('DS', '0.2'),
  '30040072': element('DS', '1.45'),
  '30040074': element('DS', '0.83'),
};
const dosesOf = (...items: Elements[]) => objectCardFrom({ '30040050': sequence(...items) }).doses;
const right = (change: Partial<StructureDose> = {}) => [
  {
    structures: [4],
    without: [],
    unit: 'Gy',
    minimum: 0.2,
    mean: 0.83,
    maximum: 1.45,
    volume: 120.5,
    ...change,
  },
];

// PS3.3 C.8.8.4
describe('a dose-volume histogram', () => {
  it.each<[string, Elements, readonly object[]]>([
    ['cumulative, of all that is in its first bin', {}, right()],
    ['differential, of all bins', { '30040001': element('CS', 'DIFFERENTIAL') }, right({ volume: 203.75 })],
    ['natural, which says no volume', { '30040001': element('CS', 'NATURAL') }, right({ volume: undefined })],
    [
      'in percent, which says none either',
      { '30040054': element('CS', 'PERCENT') },
      right({ volume: undefined }),
    ],
    [
      'with a bin that is no number',
      { '30040058': element('DS', '0.5', '120.5', '0.5', 'x') },
      right({ volume: undefined }),
    ],
    ['without a mean', { '30040074': undefined }, right({ mean: undefined })],
    ['of relative doses', { '30040002': element('CS', 'RELATIVE') }, right({ unit: 'relative' })],
    ['without a unit', { '30040002': undefined }, right({ unit: undefined })],
    [
      'of two structures less a third',
      { '30040060': sequence(structure(4), structure(7), structure(2, 'EXCLUDED')) },
      right({ structures: [4, 7], without: [2] }),
    ],
    ['of a structure that it does not name', { '30040060': undefined }, right({ structures: [] })],
  ])('is read: %s', (_, change, doses) => {
    expect(dosesOf({ ...DVH, ...change })).toEqual(doses);
  });

  it('is one line each, and none is no table', () => {
    expect(
      dosesOf(DVH, { ...DVH, '30040060': sequence(structure(9)) })?.map(({ structures }) => structures),
    ).toEqual([[4], [9]]);
    expect(dosesOf()).toBeUndefined();
  });

  it('beside a grid of doses is told in its legend, and its tags are read from a file', () => {
    const grid: Elements = {
      '00280010': element('US', 2),
      '00280011': element('US', 2),
      '00200032': element('DS', 0, 0, 0),
      '00200037': element('DS', 1, 0, 0, 0, 1, 0),
      '00280030': element('DS', 2, 2),
      '3004000E': element('DS', 0.01),
      '30040002': element('CS', 'GY'),
    };
    const legendOf = (more: Elements) => {
      const read = doseGridFrom({ ...grid, ...more });
      return read.ok && openOverlay({ overlay: read.overlay, values: () => undefined }).legend.dose;
    };
    expect(legendOf({ '30040050': sequence(DVH) })).toMatchObject({ histograms: right() });
    expect(legendOf({})).toMatchObject({ histograms: [] });
    const tags = ['30040050', '30040060', ...Object.keys(DVH), ...Object.keys(structure(1))];
    expect(tags.filter((tag) => !DRAWN_TAGS.has(parseInt(tag, 16)))).toEqual([]);
  });

  it('without a grid of doses beside it is drawn over nothing', () => {
    const dose = anInstance({ sopClass: '1.2.840.10008.5.1.4.1.1.481.2' });
    expect([dose, { ...dose, image: undefined }].map(isDrawing)).toEqual([true, false]);
  });
});
