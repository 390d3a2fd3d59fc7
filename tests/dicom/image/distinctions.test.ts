import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { archiveId } from '../../../src/domain/ids';
import { anInstanceAnswer, INSTANCE, type Elements } from '../../dicomweb/wire';

const context = { archive: archiveId('salford'), bulk: new Map<string, Uint8Array>() };
const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const sequence = (...items: Elements[]) => ({ vr: 'SQ', Value: items });
const MR = { '00080060': element('CS', 'MR') };
const told = (kind: string, change: Elements) =>
  instanceFrom(anInstanceAnswer(INSTANCE, change), context).frames.map(
    ({ distinctions = [] }) => distinctions.find((one) => one.kind === kind)?.value,
  );

describe('the b-value of a picture', () => {
  it.each<[string, Elements, number | undefined]>([
    ['in the standard element', { '00189087': element('FD', 800) }, 800],
    [
      'in the standard element before any other',
      {
        '00189087': element('FD', 0),
        '00190010': element('LO', 'SIEMENS MR HEADER'),
        '0019100C': element('IS', 5),
      },
      0,
    ],
    [
      'by Siemens',
      { '00190010': element('LO', 'SIEMENS MR HEADER'), '0019100C': element('IS', '1000') },
      1000,
    ],
    [
      'in the block that its creator reserved',
      {
        '00190010': element('LO', 'OTHER'),
        '00190012': element('LO', 'SIEMENS MR HEADER'),
        '0019120C': element('IS', 50),
      },
      50,
    ],
    ['by GE', { '00430010': element('LO', 'GEMS_PARM_01'), '00431039': element('IS', 600, 8, 0, 0) }, 600],
    [
      'by GE, marked as newer',
      { '00430010': element('LO', 'GEMS_PARM_01'), '00431039': element('IS', 1_000_000_800, 8, 0, 0) },
      800,
    ],
    [
      'by Philips',
      { '20010010': element('LO', 'Philips Imaging DD 001'), '20011003': element('FL', 400) },
      400,
    ],
    [
      'by United Imaging',
      { '00650010': element('LO', 'Image Private Header'), '00651009': element('FD', 50) },
      50,
    ],
    [
      'of another creator: not at all',
      { '00190010': element('LO', 'OTHER'), '0019100C': element('IS', 1000) },
      undefined,
    ],
    ['of no creator: not at all', { '0019100C': element('IS', 1000) }, undefined],
  ])('is read %s', (_, change, b) => {
    expect(told('b-value', { ...MR, ...change })).toEqual([b]);
  });

  it('is of MR only', () => {
    const change = { '00190010': element('LO', 'SIEMENS MR HEADER'), '0019100C': element('IS', 9) };
    expect(told('b-value', { ...change, '00080060': element('CS', 'CT') })).toEqual([undefined]);
  });
});

describe('the type of a frame', () => {
  it.each(['00189226', '00189329', '00189504', '00189751', '00189806', '00409092'])(
    'is read in its functional group %s',
    (tag) => {
      const group = (...type: string[]) => ({ [tag]: sequence({ '00089007': element('CS', ...type) }) });
      const change = {
        '00280008': element('IS', 2),
        '52009230': sequence(
          group('ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'),
          group('DERIVED', 'PRIMARY', 'VOLUME', 'MAXIMUM'),
        ),
      };
      expect(told('frame-type', change)).toEqual(['VOLUME NONE', 'VOLUME MAXIMUM']);
    },
  );
});

describe('the part of a complex number', () => {
  const frames = (...components: readonly string[]) => ({
    ...MR,
    '00280008': element('IS', components.length),
    '52009230': sequence(
      ...components.map((component) => ({
        '00189226': sequence({
          '00089007': element('CS', 'ORIGINAL', 'PRIMARY', 'VELOCITY', 'NONE'),
          '00089208': element('CS', component),
        }),
      })),
    ),
  });

  it('tells a phase from the magnitude of its place', () => {
    expect(told('frame-type', frames('MAGNITUDE', 'PHASE', 'REAL', 'MIXED'))).toEqual([
      'VELOCITY NONE',
      'VELOCITY NONE PHASE',
      'VELOCITY NONE REAL',
      'VELOCITY NONE',
    ]);
  });
});
