import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/dicom/dataset';
import { parametricMapFrom } from '../../../src/dicom/parametric-map/parametric-map';
import { doseGridFrom } from '../../../src/dicom/rt/dose-grid';
import { structureSetFrom } from '../../../src/dicom/rt/structure-set';
import { segmentationFrom } from '../../../src/dicom/segmentation/segmentation';
import { contoursOn } from '../../../src/domain/overlay/contours';
import { withExtremes } from '../../../src/domain/overlay/dose';
import type { Segmentation, StructureSet } from '../../../src/domain/overlay/overlay';
import { frameOfReferenceUid, instanceUid } from '../../../src/domain/ids';
import { segmentsAt, segmentsOn } from '../../../src/domain/overlay/segments';
import type { Slice } from '../../../src/domain/overlay/slice';
import { openOverlay } from '../../../src/rendering/overlay/open-overlay';
import { extremesOf, readObject } from '../../../src/rendering/overlay/read-object';

const cs = (...Value: readonly unknown[]) => ({ vr: 'CS', Value });
const FRAME = '1.2.9';

const plane = (z: number) => ({
  '00209113': { vr: 'SQ', Value: [{ '00200032': cs(0, 0, z) }] },
});
const shared = {
  '52009229': {
    vr: 'SQ',
    Value: [
      {
        '00209116': { vr: 'SQ', Value: [{ '00200037': cs(1, 0, 0, 0, 1, 0) }] },
        '00289110': { vr: 'SQ', Value: [{ '00280030': cs(1, 1), '00180050': cs(2) }] },
      },
    ],
  },
};
const common: Dataset = {
  '00080018': cs('1.2.3'),
  '00080016': cs('1.2.840.10008.5.1.4.1.1.66.4'),
  '00200052': cs(FRAME),
  '00280010': cs(4),
  '00280011': cs(4),
};
const inSegment = (number: number) => ({
  '0062000A': { vr: 'SQ', Value: [{ '0062000B': cs(number) }] },
});
const segment = (number: number) => ({ '00620004': cs(number), '00620005': cs(`S${number}`) });

const slice: Slice = {
  instance: instanceUid('1.2.3'),
  frame: 1,
  rows: 64,
  columns: 64,
  reach: [1, 1],
  plane: {
    position: [0, 0, 0],
    row: [1, 0, 0],
    column: [0, 1, 0],
    spacing: [1, 1],
    frameOfReference: frameOfReferenceUid(FRAME),
  },
};

const segmentation = (
  count: number,
  frames: readonly Dataset[],
  segments: readonly number[],
  more: Dataset = {},
) =>
  segmentationFrom({
    ...common,
    ...shared,
    '00280008': cs(count),
    '52009230': { vr: 'SQ', Value: frames },
    '00620002': { vr: 'SQ', Value: segments.map(segment) },
    ...more,
  });

describe('segmentations that are not as they should be', () => {
  it.each([
    ['no segment list', 1, [{ ...plane(0), ...inSegment(1) }], [], { kind: 'no-segments' }],
    ['frames without a plane', 1, [inSegment(1)], [1], { kind: 'no-plane', of: 'overlay' }],
    [
      'segments that do not exist',
      2,
      [
        { ...plane(0), ...inSegment(7) },
        { ...plane(2), ...inSegment(9) },
      ],
      [1],
      { kind: 'segments-not-listed', numbers: [7, 9] },
    ],
    ['no frames at all', 0, [], [1], { kind: 'impossible', what: 'its size' }],
  ] as const)('%s: refused, with the reason', (_, count, frames, segments, why) => {
    expect(segmentation(count, frames, segments)).toEqual({ ok: false, why });
  });

  it('more frames than are described, and a stray segment: the rest is drawn, and what is not is counted', () => {
    const read = segmentation(
      4,
      [
        { ...plane(0), ...inSegment(1) },
        { ...plane(2), ...inSegment(5) },
      ],
      [1],
    );
    expect(read.ok && read.overlay.leftOut).toEqual([
      { kind: 'frames-without-plane', count: 2 },
      { kind: 'segments-not-listed', numbers: [5], frames: 1 },
    ]);
  });

  it('a maximum of 0 is none: 255 stands for all', () => {
    const read = segmentation(1, [{ ...plane(0), ...inSegment(1) }], [1], {
      '00620001': cs('FRACTIONAL'),
      '0062000E': cs(0),
    });
    expect(read.ok && read.overlay).toMatchObject({ fraction: { maximum: 255 } });
  });

  const table = (...values: readonly number[]) => ({ vr: 'OW', InlineBinary: new Uint8Array(values) });
  const labelMap = (...tables: readonly ReturnType<typeof table>[]) =>
    segmentation(1, [plane(0)], [1, 2], {
      '00620001': cs('LABELMAP'),
      '00280004': cs('PALETTE COLOR'),
      ...Object.fromEntries(
        tables.flatMap((data, at) => [
          [`0028110${at + 1}`, cs(data.InlineBinary.length, 0, 8)],
          [`0028120${at + 1}`, data],
        ]),
      ),
    });

  it('a label map in palette colour has the colours of its own tables, and beyond them that of their end', () => {
    const read = labelMap(table(0, 10), table(0, 20), table(0, 30));
    expect(read.ok && read.overlay).toMatchObject({
      segments: [{ colour: [10, 20, 30] }, { colour: [10, 20, 30] }],
      leftOut: [],
    });
  });

  it('a label map whose tables cannot be read is drawn in other colours, which is said', () => {
    const read = labelMap(table(0, 10));
    expect(read.ok && read.overlay.leftOut).toEqual([{ kind: 'palette' }]);
    expect(read.ok && (read.overlay as Segmentation).segments).toHaveLength(2);
  });

  const listing = (over: Dataset) => {
    const read = segmentation(1, [{ ...plane(0), ...inSegment(1) }], [0, 1, 9], over);
    if (!read.ok) throw new Error(read.why.kind);
    return read.overlay as Segmentation;
  };
  const labels = { '00620001': cs('LABELMAP') };

  // PS3.3 C.8.20.2.3.3
  it.each([
    ['nothing is said of it', labels, [1, 9], { 1: 1, 7: 1, 9: 1 }],
    ['it is 0', { ...labels, '00280120': cs(0) }, [1, 9], { 1: 1, 7: 1, 9: 1 }],
    ['it is 9, and 0 is a segment', { ...labels, '00280120': cs(9) }, [0, 1], { 0: 1, 1: 1, 7: 1 }],
    ['it is none of its values', { ...labels, '00280120': cs(255) }, [0, 1, 9], { 0: 1, 1: 1, 7: 1, 9: 1 }],
  ])('the background of a label map is drawn nowhere and is no segment: %s', (_, more, numbers, found) => {
    const overlay = listing(more);
    expect(overlay.segments.map(({ number }) => number)).toEqual(numbers);
    const values = [0, 1, 7, 9];
    const there = values.map((_, x) => [...segmentsAt(overlay, [x, 0, 0], () => values)]);
    expect(Object.fromEntries(there.flat())).toEqual(found);
    const drawn = segmentsOn(overlay, slice, () => values);
    expect(drawn.ok && drawn.masks.map(({ segment }) => segment)).toEqual(Object.keys(found).map(Number));
  });

  it('values of a label map that no segment has are not drawn, which is said', () => {
    const open = openOverlay({ overlay: listing(labels), values: () => [0, 7, 7, 9, 12] });
    expect(open.draw(slice, { hidden: [9], quantity: 0 })).toMatchObject({ parts: [9], unnamed: [7, 12] });
    const named = openOverlay({ overlay: listing(labels), values: () => [0, 9] });
    expect(named.draw(slice, { hidden: [], quantity: 0 })).not.toHaveProperty('unnamed');
  });

  it('more than all of a pixel is all of it: some write 255 for yes', () => {
    expect([...segmentsAt(listing({}), [1, 0, 0], () => [0, 255])]).toEqual([[1, 1]]);
  });

  it('an object of another UID than was asked for is not read', async () => {
    const content = {
      kind: 'parts',
      elements: { ...common, '0020000D': cs('1.1'), '0020000E': cs('1.1.1') },
      frames: [],
      transferSyntax: '1.2.840.10008.1.2.1',
    } as const;
    const expected = { study: '1.1', series: '1.1.1', uid: '9.9.9' };
    expect(await readObject(content, expected)).toEqual({ kind: 'unreadable', what: 'another object' });
  });
});

const contour = (type: string, ...points: readonly unknown[]) => ({
  '30060042': cs(type),
  '30060050': { vr: 'DS', Value: points },
});
const regions = (contours: readonly Dataset[], frame = FRAME): Dataset => ({
  ...common,
  '30060020': { vr: 'SQ', Value: [{ '30060022': cs('1'), '30060024': cs(frame), '30060026': cs('Liver') }] },
  '30060039': { vr: 'SQ', Value: [{ '30060084': cs('1'), '30060040': { vr: 'SQ', Value: contours } }] },
});
const square = contour('CLOSED_PLANAR', 0, 0, 0, 3, 0, 0, 3, 3, 0, 0, 3, 0);

describe('structure sets that are not as they should be', () => {
  it.each([
    ['two points', contour('CLOSED_PLANAR', 0, 0, 0, 1, 1, 0), 'few-points'],
    ['no points', contour('CLOSED_PLANAR'), 'contour-unreadable'],
    ['numbers that are none', contour('CLOSED_PLANAR', 0, 0, 0, 'x', 1, 0, 2, 2, 0), 'contour-unreadable'],
    ['numbers not in threes', contour('CLOSED_PLANAR', 0, 0, 0, 1, 1, 0, 2), 'contour-unreadable'],
    ['a type that is none', contour('BLOB', 0, 0, 0, 1, 1, 0, 2, 2, 0), 'contour-unreadable'],
  ])('%s: left out and counted, the rest drawn', (_, bad, kind) => {
    const read = structureSetFrom(regions([bad, square]));
    expect(read.ok && read.overlay.leftOut).toEqual([{ kind, structure: 'Liver', count: 1 }]);
    expect(read.ok && (read.overlay as StructureSet).structures[0]?.contours).toHaveLength(1);
  });

  it.each([
    ['of its regions, whatever the set says of itself', { '00200052': cs('1.2.8') }, FRAME],
    ['of the set, where its regions name none', {}, ''],
    [
      'that is the only one it refers to',
      { '00200052': cs(), '30060010': { vr: 'SQ', Value: [{ '00200052': cs(FRAME) }] } },
      '',
    ],
  ])('places are in the frame of reference %s', (_, more, frame) => {
    const read = structureSetFrom({ ...regions([square], frame), ...more });
    expect(read.ok && read.overlay).toMatchObject({ frameOfReference: FRAME, leftOut: [] });
  });

  it('regions that name none, of a set that refers to two, are in none', () => {
    const two = { vr: 'SQ', Value: [{ '00200052': cs('1.2.8') }, { '00200052': cs(FRAME) }] };
    const read = structureSetFrom({ ...regions([square], ''), '00200052': cs(), '30060010': two });
    expect(read.ok && read.overlay.frameOfReference).toBeUndefined();
  });

  it('nothing but what cannot be drawn: refused', () => {
    expect(structureSetFrom(regions([contour('CLOSED_PLANAR')]))).toEqual({
      ok: false,
      why: { kind: 'no-contours' },
    });
  });

  const roi = (number: number, name: string) => ({
    '30060022': cs(number),
    '30060024': cs(FRAME),
    '30060026': cs(name),
  });
  const contoursOf = (number: number, ...contours: readonly Dataset[]) => ({
    '30060084': cs(number),
    '30060040': { vr: 'SQ', Value: contours },
  });
  const sets = (rois: readonly Dataset[], drawn: readonly Dataset[]) =>
    structureSetFrom({
      ...common,
      '30060020': { vr: 'SQ', Value: rois },
      '30060039': { vr: 'SQ', Value: drawn },
    });
  const counts = (read: ReturnType<typeof sets>) =>
    read.ok &&
    (read.overlay as StructureSet).structures.map(({ label, contours }) => [label, contours.length]);

  it('contours of one region that stand in two items are all its own', () => {
    const read = sets([roi(1, 'Liver')], [contoursOf(1, square), contoursOf(1, square, square)]);
    expect(counts(read)).toEqual([['Liver', 3]]);
  });

  it('a number that two regions have is one line, of either', () => {
    const read = sets([roi(1, 'Liver'), roi(1, 'Spleen')], [contoursOf(1, square)]);
    expect(counts(read)).toEqual([['Liver / Spleen', 1]]);
  });

  it('contours of a region that is not listed are not drawn, which is said', () => {
    const read = sets([roi(1, 'Liver')], [contoursOf(1, square), contoursOf(8, square), contoursOf(9)]);
    expect(counts(read)).toEqual([['Liver', 1]]);
    const unlisted = { kind: 'segments-not-listed', numbers: [8] };
    expect(read.ok && read.overlay.leftOut).toEqual([{ ...unlisted, frames: 1 }]);
    expect(sets([], [contoursOf(8, square)])).toEqual({ ok: false, why: unlisted });
  });

  it('contours that lie in another frame of reference are said once, by name', () => {
    const other = { ...roi(3, 'Elsewhere'), '30060024': cs('1.2.77') };
    const read = sets(
      [roi(1, 'Liver'), roi(2, 'Spleen'), other],
      [1, 2, 3].map((number) => contoursOf(number, square)),
    );
    expect(read.ok && read.overlay.leftOut).toEqual([
      { kind: 'structure-elsewhere', structure: 'Elsewhere' },
    ]);
  });

  it('numbers as the bytes of a file are the same numbers', () => {
    const bytes = new TextEncoder().encode('0\\0\\0\\3\\0\\0\\3\\3\\0 ');
    const item = { '30060042': cs('CLOSED_PLANAR'), '30060050': { vr: 'bytes', InlineBinary: bytes } };
    const read = structureSetFrom(regions([item]));
    expect(read.ok && [...((read.overlay as StructureSet).structures[0]?.contours[0]?.points ?? [])]).toEqual(
      [0, 0, 0, 3, 0, 0, 3, 3, 0],
    );
  });

  it('two million points are read and drawn in bounded time', () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `${(at % 200) / 2}\\${at % 97}\\0`).join('\\');
    const bytes = new TextEncoder().encode(text);
    const item = { '30060042': cs('CLOSED_PLANAR'), '30060050': { vr: 'bytes', InlineBinary: bytes } };
    const read = structureSetFrom(regions(Array.from({ length: 100 }, () => item)));
    if (!read.ok) throw new Error(read.why.kind);
    const set = read.overlay as StructureSet;
    expect(set.structures[0]?.contours).toHaveLength(100);
    const on = contoursOn(set, slice);
    expect(on.ok && on.structures[0]?.closed).toHaveLength(100);
  });
});

const grid = (more: Dataset): Dataset => ({
  ...common,
  '00280008': cs(3),
  '00200032': cs(0, 0, 5),
  '00200037': cs(1, 0, 0, 0, 1, 0),
  '00280030': cs(2, 2),
  '3004000C': cs(0, 2, 4),
  '3004000E': cs(0.01),
  '30040002': cs('GY'),
  ...more,
});

describe('doses that are not as they should be', () => {
  it.each([
    ['fewer offsets than planes', { '3004000C': cs(0, 2) }, 'offsets-unclear'],
    ['offsets that begin anywhere', { '3004000C': cs(3, 5, 7) }, 'offsets-unclear'],
    ['two planes in one place', { '3004000C': cs(0, 2, 2) }, 'offsets-unclear'],
    ['an offset that is no number', { '3004000C': cs(0, 'x', 4) }, 'offsets-unclear'],
    ['no scaling', { '3004000E': cs() }, 'no-scaling'],
    ['a scaling below nothing', { '3004000E': cs(-1) }, 'no-scaling'],
    ['no unit', { '30040002': cs() }, 'no-unit'],
    ['no place', { '00200032': cs() }, 'no-plane'],
  ])('%s: refused', (_, more, kind) => {
    const read = doseGridFrom(grid(more));
    expect(read.ok ? 'read' : read.why.kind).toBe(kind);
  });

  it.each([
    [cs(0, 2, 4), [0, 2, 4]],
    [cs(5, 7, 9), [0, 2, 4]],
    [cs(0, -2, -4), [0, -2, -4]],
  ])('offsets %j lie at %j from the first plane', (offsets, wanted) => {
    const read = doseGridFrom(grid({ '3004000C': offsets }));
    expect(read.ok && read.overlay).toMatchObject({ offsets: wanted });
  });

  it.each([
    [[0, 100], 1, []],
    [[-40, 100], 1, [{ kind: 'below-nothing' }]],
  ] as const)(
    'stored values from %j: the largest counts, and what is below nothing is said',
    (extremes, most, leftOut) => {
      const read = doseGridFrom(grid({}));
      expect(read.ok && withExtremes(read.overlay, extremes)).toMatchObject({ most, leftOut });
    },
  );

  it('extremes are those of all frames that are here', () => {
    const frames = [[3, -7], undefined, [9, 0]];
    expect(extremesOf((frame) => frames[frame], 3)).toEqual([-7, 9]);
    expect(extremesOf(() => undefined, 3)).toEqual([0, 0]);
  });
});

describe('maps that are not as they should be', () => {
  const map = (more: Dataset) =>
    parametricMapFrom(
      { ...common, ...shared, '00280008': cs(1), '52009230': { vr: 'SQ', Value: [plane(0)] }, ...more },
      { sample: 'float', signed: false, bitsStored: 32 } as never,
    );
  const mapping = {
    '00409096': {
      vr: 'SQ',
      Value: [
        {
          '004008EA': {
            vr: 'SQ',
            Value: [{ '00080100': cs('um2/s'), '00080102': cs('UCUM'), '00080104': cs('x') }],
          },
          '00409225': cs(2),
          '00409224': cs(1),
        },
      ],
    },
  };

  it('without a unit nothing is a value', () => {
    expect(map({})).toEqual({ ok: false, why: { kind: 'no-unit' } });
  });

  const table = (entries: number) => ({ vr: 'OW', InlineBinary: new Uint8Array(entries * 2) });

  it('tables of unlike size are each read by their own descriptor, as those of a picture', () => {
    const read = map({
      ...mapping,
      '00281101': cs(4, 0, 16),
      '00281102': cs(8, 0, 16),
      '00281103': cs(4, 0, 16),
      '00281201': table(4),
      '00281202': table(8),
      '00281203': table(4),
    });
    expect(read.ok && read.overlay.leftOut).toEqual([]);
  });

  it('a palette that lacks a table is said, and others are used', () => {
    const read = map({
      ...mapping,
      '00281101': cs(4, 0, 16),
      '00281102': cs(4, 0, 16),
      '00281103': cs(4, 0, 16),
      '00281201': table(4),
      '00281202': table(4),
    });
    expect(read.ok && read.overlay.leftOut).toEqual([{ kind: 'palette' }]);
  });
});
