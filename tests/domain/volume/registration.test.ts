import { describe, expect, it } from 'vitest';
import { registrationFrom } from '../../../src/dicom/spatial-registration';
import { frameOfReferenceUid, instanceUid } from '../../../src/domain/ids';
import type { DisplaySet } from '../../../src/domain/study/display-set';
import type { Vector } from '../../../src/domain/study/study';
import { fusionPartnersOf } from '../../../src/domain/volume/fusion';
import {
  inverseOf,
  joinedBy,
  moved,
  movedVolume,
  registrationsAmong,
  rigidMove,
  type Registration,
} from '../../../src/domain/volume/registration';
import { reslice } from '../../../src/domain/volume/reslice';
import { aVolume, aVoxels, slices, stackOf } from './a-volume';

const [CT_FRAME, PET_FRAME, THIRD] = ['1.2.9', '1.2.8', '1.2.7'].map(frameOfReferenceUid) as [
  ReturnType<typeof frameOfReferenceUid>,
  ReturnType<typeof frameOfReferenceUid>,
  ReturnType<typeof frameOfReferenceUid>,
];

/** Thirty degrees about z, then 10, -20, 5 mm: worked out by hand at three places */
const COS = Math.sqrt(3) / 2;
const TURN = [COS, -0.5, 0, 10, 0.5, COS, 0, -20, 0, 0, 1, 5, 0, 0, 0, 1] as const;
const STILL = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] as const;
const PLACES: readonly (readonly [Vector, Vector])[] = [
  [
    [0, 0, 0],
    [10, -20, 5],
  ],
  [
    [2, 0, 0],
    [10 + 2 * COS, -19, 5],
  ],
  [
    [0, 4, 7],
    [8, -20 + 4 * COS, 12],
  ],
];

const element = (vr: string, ...Value: readonly unknown[]) => ({ vr, Value });
const sequence = (...items: readonly unknown[]) => ({ vr: 'SQ', Value: items });
const matrixOf = (numbers: readonly number[], type = 'RIGID') => ({
  '300600C6': element('DS', ...numbers),
  '0070030C': element('CS', type),
});
const part = (frame: string | undefined, ...matrices: readonly unknown[]) => ({
  ...(frame && { '00200052': element('UI', frame) }),
  '00700309': sequence({ '0070030A': sequence(...matrices) }),
});
const registration = (...parts: readonly unknown[]): Registration =>
  registrationFrom({
    '00080018': element('UI', '1.2.66'),
    '00200052': element('UI', CT_FRAME),
    '00700081': element('LO', 'PET to CT'),
    '00080070': element('LO', 'Invented'),
    '00700308': sequence(...parts),
  });

const isNear = (place: Vector, wanted: Vector) =>
  expect(place).toEqual(wanted.map((one) => expect.closeTo(one, 9) as number));

it('the objects of a study that may join frames are its spatial registrations, of whichever series', () => {
  const [stack] = stackOf(slices([0, 1]));
  const [first] = slices([0]);
  if (!stack || !first) throw new Error('nothing');
  const of = (sopClass: string) => ({ ...first.instance, sopClass });
  const registration = of('1.2.840.10008.5.1.4.1.1.66.1');
  const others = [of('1.2.840.10008.5.1.4.1.1.66.3'), of('1.2.840.10008.5.1.4.1.1.66.4')];
  // A stack of pictures alone has no objects.
  expect(stack.objects).toBeUndefined();
  expect(registrationsAmong([stack, { ...stack, objects: [...others, registration] }])).toEqual([
    registration,
  ]);
});

describe('a rigid matrix', () => {
  it('takes places to where they are by hand, and back', () => {
    const move = rigidMove(TURN);
    if (!move) throw new Error('not rigid');
    for (const [from, to] of PLACES) {
      isNear(moved(move, from), to);
      isNear(moved(inverseOf(move), to), from);
    }
  });

  it.each<readonly [string, readonly (number | undefined)[]]>([
    ['stretches', STILL.map((one, at) => (at === 0 ? 1.1 : one))],
    ['shears', STILL.map((one, at) => (at === 1 ? 0.2 : one))],
    ['mirrors', STILL.map((one, at) => (at === 0 ? -1 : one))],
    ['has a last row of its own', STILL.map((one, at) => (at === 12 ? 1 : one))],
    ['has too few numbers', STILL.slice(0, 12)],
    ['has a number that is none', STILL.map((one, at) => (at === 3 ? undefined : one))],
  ])('is none that %s', (_, matrix) => {
    expect(rigidMove(matrix)).toBeUndefined();
  });
});

describe('frames of reference that a registration joins', () => {
  const moveBy = (joined: ReturnType<typeof joinedBy>) => {
    if (!joined.ok) throw new Error(joined.why);
    return joined.move;
  };

  it('are joined from the one to the registered one, and the other way', () => {
    const one = registration(part(CT_FRAME, matrixOf(STILL)), part(PET_FRAME, matrixOf(TURN)));
    expect(one).toMatchObject({ label: 'PET to CT', maker: { manufacturer: 'Invented' } });
    for (const [pet, ct] of PLACES) {
      isNear(moved(moveBy(joinedBy([one], [PET_FRAME, CT_FRAME], [])), pet), ct);
      isNear(moved(moveBy(joinedBy([one], [CT_FRAME, PET_FRAME], [])), ct), pet);
    }
  });

  it('are joined where the registered one has no item, and by a third', () => {
    const bare = registration(part(PET_FRAME, matrixOf(TURN)));
    isNear(moved(moveBy(joinedBy([bare], [PET_FRAME, CT_FRAME], [])), [0, 0, 0]), [10, -20, 5]);
    const both = registration(part(PET_FRAME, matrixOf(TURN)), part(THIRD, matrixOf(TURN)));
    isNear(moved(moveBy(joinedBy([both], [PET_FRAME, THIRD], [])), [3, 4, 5]), [3, 4, 5]);
  });

  it('are known by the images that an item names instead', () => {
    const [pet] = stackOf(slices([0, 1, 2], () => ({ plane: { frameOfReference: PET_FRAME } })));
    const item = {
      ...part(undefined, matrixOf(TURN)),
      '00081140': sequence({ '00081155': element('UI', pet?.frames[0]?.instance.uid) }),
    };
    const joined = joinedBy([registration(item)], [PET_FRAME, CT_FRAME], pet ? [pet] : []);
    isNear(moved(moveBy(joined), [0, 0, 0]), [10, -20, 5]);
    expect(joinedBy([registration(item)], [PET_FRAME, CT_FRAME], [])).toEqual({ ok: false, why: 'none' });
  });

  it('are not known by images that lie in two of them', () => {
    const mixed = [...slices([0, 1], () => ({ plane: { frameOfReference: PET_FRAME } }))];
    const [other] = slices([9], () => ({ uid: '1.2.99', plane: { frameOfReference: THIRD } }));
    const [pet] = stackOf(mixed);
    const [third] = stackOf(other ? [other] : []);
    const names = [mixed[0], other].map(
      (frame) => sequence({ '00081155': element('UI', frame?.instance.uid) }).Value[0],
    );
    const item = { ...part(undefined, matrixOf(TURN)), '00081140': sequence(...names) };
    const all = [pet, third].filter((one) => one !== undefined);
    expect(all).toHaveLength(2);
    expect(joinedBy([registration(item)], [PET_FRAME, CT_FRAME], all)).toEqual({ ok: false, why: 'none' });
  });

  const AWAY = TURN.map((one, at) => (at === 3 ? 14 : one));
  const SLID = STILL.map((one, at) => (at === 3 ? 14 : one));
  it.each<readonly [string, readonly Registration[], string]>([
    ['nothing says how', [], 'none'],
    ['it speaks of others', [registration(part(THIRD, matrixOf(TURN)))], 'none'],
    ['it is affine', [registration(part(PET_FRAME, matrixOf(STILL, 'AFFINE')))], 'not-rigid'],
    [
      'it calls itself rigid and stretches',
      [registration(part(PET_FRAME, matrixOf(TURN.map((one) => one * 2))))],
      'not-rigid',
    ],
    ['it has no matrix', [registration(part(PET_FRAME))], 'not-rigid'],
    [
      'it has two items of one frame that differ',
      [registration(part(PET_FRAME, matrixOf(TURN)), part(PET_FRAME, matrixOf(AWAY)))],
      'not-rigid',
    ],
    [
      'its matrices give two places, as they are multiplied',
      [registration(part(PET_FRAME, matrixOf(TURN), matrixOf(SLID)))],
      'not-rigid',
    ],
    [
      'two do not say the same',
      [registration(part(PET_FRAME, matrixOf(TURN))), registration(part(PET_FRAME, matrixOf(AWAY)))],
      'disagree',
    ],
  ])('are not joined where %s', (_, all, why) => {
    expect(joinedBy(all, [PET_FRAME, CT_FRAME], [])).toEqual({ ok: false, why });
  });

  it('are joined by matrices whose order does not matter, and by several that say the same', () => {
    const by = [
      registration(part(PET_FRAME, matrixOf(TURN), matrixOf(STILL))),
      registration(part(PET_FRAME, matrixOf(TURN.map((one, at) => (at === 3 ? 10.2 : one))))),
    ];
    isNear(moved(moveBy(joinedBy(by, [PET_FRAME, CT_FRAME], [])), [0, 0, 0]), [10, -20, 5]);
  });
});

describe('a volume that was moved', () => {
  it('has at the moved place what it had before', () => {
    const move = rigidMove(TURN);
    if (!move) throw new Error('not rigid');
    const volume = aVolume([0, 1, 2, 3]);
    const before = aVoxels(volume);
    const after = { ...before, volume: movedVolume(volume, move) };
    for (const place of [
      [0, 0, 0],
      [1.5, 2.25, 0.5],
      [3, 1, 2.75],
    ] as const) {
      const at = (voxels: typeof before, origin: Vector) =>
        reslice(voxels, { origin, right: [1, 0, 0], down: [0, 1, 0], columns: 1, rows: 1 }).values[0];
      expect(at(after, moved(move, place))).toBeCloseTo(place[0] + 10 * place[1] + 100 * place[2], 3);
    }
  });
});

describe('PET and CT in two frames of reference', () => {
  const stack = (sopClass: string, frameOfReference: typeof CT_FRAME): DisplaySet => {
    const [one] = stackOf(slices([0, 1, 2, 3], () => ({ sopClass, plane: { frameOfReference } })));
    if (!one) throw new Error('no stack');
    return one;
  };
  const pet = stack('1.2.840.10008.5.1.4.1.1.128', PET_FRAME);
  const ct = stack('1.2.840.10008.5.1.4.1.1.2', CT_FRAME);
  const joins = registration(part(PET_FRAME, matrixOf(TURN)));

  it('are fused by it, from either side, by the move from the tracer to the anatomy', () => {
    for (const one of [pet, ct]) {
      const [partner] = fusionPartnersOf(one, [pet, ct], [joins]);
      if (!partner?.fusion.ok || !partner.fusion.joined) throw new Error('not fused');
      expect(partner.fusion.joined.registration.id).toBe(instanceUid('1.2.66'));
      isNear(moved(partner.fusion.joined.move, [0, 0, 0]), [10, -20, 5]);
    }
  });

  it('are not without one, and it is said where one cannot be used', () => {
    const why = (...registrations: readonly Registration[]) =>
      fusionPartnersOf(pet, [pet, ct], registrations).map(({ fusion }) => (fusion.ok ? 'fused' : fusion.why));
    expect(why()).toEqual([{ kind: 'other-frame' }]);
    expect(why(registration(part(PET_FRAME, matrixOf(STILL, 'AFFINE'))))).toEqual([
      { kind: 'registration', why: 'not-rigid' },
    ]);
  });
});
