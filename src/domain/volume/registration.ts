import type { FrameOfReferenceUid, InstanceUid } from '../ids';
import type { Maker } from '../overlay/overlay';
import type { DicomPerson } from '../patient/patient';
import type { DisplaySet } from '../study/display-set';
import type { Instance, Vector } from '../study/study';
import { planeOf } from '../geometry/plane';
import { cross, dot, minus } from '../study/vector';
import type { Volume } from './volume';

/** Turns and moves places, and changes no length: place in one frame = turn × place in another + by. */
export interface RigidMove {
  /** Rows of a matrix, at right angles to one another */
  readonly turn: readonly [Vector, Vector, Vector];
  /** mm */
  readonly by: Vector;
}

/** How one set of places lies in the coordinates that a registration establishes (PS3.3 C.20.2). */
export interface RegisteredPart {
  /** Absent where it names the images alone */
  readonly frame?: FrameOfReferenceUid;
  readonly images: readonly InstanceUid[];
  /** From its places to the registered ones; absent where they are not joined by a rigid matrix */
  readonly move?: RigidMove;
}

/** A spatial registration: frames of reference that somebody, or a program, has brought together. */
export interface Registration {
  readonly id: InstanceUid;
  readonly person: DicomPerson;
  readonly label: string;
  readonly maker: Maker;
  /** Whose coordinates are the registered ones */
  readonly frame?: FrameOfReferenceUid;
  readonly parts: readonly RegisteredPart[];
}

/** Spatial Registration Storage (PS3.4 B.5) */
const REGISTRATION = '1.2.840.10008.5.1.4.1.1.66.1';

/** The objects of a study that may join frames of reference. */
export const registrationsAmong = (all: readonly DisplaySet[]): readonly Instance[] =>
  all.flatMap(({ objects = [] }) => objects.filter(({ sopClass }) => sopClass === REGISTRATION));

/** Why two frames of reference are not joined. */
export type NotJoined = 'none' | 'not-rigid' | 'disagree';

export type Joined =
  | { readonly ok: true; readonly registration: Registration; readonly move: RigidMove }
  | { readonly ok: false; readonly why: NotJoined };

/** mm by which two registrations of the same frames may put a place elsewhere and say the same */
const SAME = 0.5;
/** mm from the origin at which that is looked for: beyond every patient */
const FAR = 500;

/**
 * How places of one frame of reference lie in another, by what one object says of both (PS3.3 C.20.2.1.1): of several that
 * do not say the same, none is believed.
 * @param all display sets, by which images that are named instead of a frame are known
 */
export function joinedBy(
  registrations: readonly Registration[],
  [from, to]: readonly [FrameOfReferenceUid, FrameOfReferenceUid],
  all: readonly DisplaySet[],
): Joined {
  const moves = registrations.flatMap((registration) => {
    const [one, other] = [from, to].map((frame) => moveOf(registration, frame, all));
    if (one === undefined || other === undefined) return [];
    const isRigid = one !== 'not-rigid' && other !== 'not-rigid';
    return [{ registration, move: isRigid ? after(inverseOf(other), one) : undefined }];
  });
  const [first, ...others] = moves.flatMap(({ registration, move }) =>
    move ? [{ registration, move }] : [],
  );
  if (!first) return { ok: false, why: moves.length > 0 ? 'not-rigid' : 'none' };
  return others.every(({ move }) => isSame(move, first.move))
    ? { ok: true, ...first }
    : { ok: false, why: 'disagree' };
}

const STILL: RigidMove = {
  turn: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  by: [0, 0, 0],
};

/** From the places of a frame to the registered ones; `undefined` where the object does not speak of it. */
function moveOf(
  { frame: registered, parts }: Registration,
  frame: FrameOfReferenceUid,
  all: readonly DisplaySet[],
): RigidMove | 'not-rigid' | undefined {
  const own = parts.filter((part) => (part.frame ?? frameOf(part.images, all)) === frame);
  const [first] = own;
  if (!first) return frame === registered ? STILL : undefined;
  const isOne = own.every(({ move }) => move && first.move && isSame(move, first.move));
  return isOne && first.move ? first.move : 'not-rigid';
}

/** The frame of reference of the images that are named, as far as they are here. */
function frameOf(
  images: readonly InstanceUid[],
  all: readonly DisplaySet[],
): FrameOfReferenceUid | undefined {
  const named = new Set(images);
  const frames = all.flatMap((one) => one.frames.filter(({ instance }) => named.has(instance.uid)));
  const [first, ...others] = frames.map((one) => planeOf(one)?.frameOfReference);
  return others.every((one) => one === first) ? first : undefined;
}

const turned = ({ turn }: RigidMove, way: Vector): Vector => [
  dot(turn[0], way),
  dot(turn[1], way),
  dot(turn[2], way),
];

/** Where a place lies after a move. */
export function moved(move: RigidMove, place: Vector): Vector {
  const [x, y, z] = turned(move, place);
  return [x + move.by[0], y + move.by[1], z + move.by[2]];
}

/** Back again: the turn's rows become its columns. */
export function inverseOf({ turn: [a, b, c], by }: RigidMove): RigidMove {
  const turn: RigidMove['turn'] = [
    [a[0], b[0], c[0]],
    [a[1], b[1], c[1]],
    [a[2], b[2], c[2]],
  ];
  const back = turned({ turn, by }, by);
  return { turn, by: [-back[0], -back[1], -back[2]] };
}

/** One move, then another. */
function after(second: RigidMove, first: RigidMove): RigidMove {
  const columns = inverseOf({ turn: first.turn, by: [0, 0, 0] }).turn;
  const row = (one: Vector): Vector => [dot(one, columns[0]), dot(one, columns[1]), dot(one, columns[2])];
  const [a, b, c] = second.turn;
  return { turn: [row(a), row(b), row(c)], by: moved(second, first.by) };
}

function isSame(one: RigidMove, other: RigidMove): boolean {
  const places: readonly Vector[] = [
    [0, 0, 0],
    [FAR, 0, 0],
    [0, FAR, 0],
    [0, 0, FAR],
  ];
  return places.every((place) => Math.hypot(...minus(moved(one, place), moved(other, place))) <= SAME);
}

/** The same slices in the coordinates of another frame of reference. */
export function movedVolume(volume: Volume, move: RigidMove): Volume {
  const [row, column] = [turned(move, volume.row), turned(move, volume.column)];
  const normal = cross(row, column);
  const slices = volume.slices.map((slice) => {
    const origin = moved(move, slice.origin);
    return { ...slice, origin, along: dot(origin, normal) };
  });
  return { ...volume, row, column, normal, slices };
}

/** Parts by which a matrix of decimal strings may miss right angles */
const ROUNDED = 1e-3;

/**
 * A matrix of four rows as a rigid move; `undefined` where it stretches, shears or mirrors, or is none.
 * @param matrix row by row
 */
export function rigidMove(matrix: readonly (number | undefined)[]): RigidMove | undefined {
  const numbers = matrix.filter((one) => one !== undefined);
  if (numbers.length !== 16 || matrix.length !== 16) return undefined;
  const at = (row: number, column: number) => numbers[row * 4 + column] as number;
  const row = (n: number): Vector => [at(n, 0), at(n, 1), at(n, 2)];
  const turn = [row(0), row(1), row(2)] as const;
  const isNear = (one: number, wanted: number) => Math.abs(one - wanted) <= ROUNDED;
  const isRight = turn.every((one, n) => turn.every((other, m) => isNear(dot(one, other), n === m ? 1 : 0)));
  const isTurn = isRight && isNear(dot(cross(turn[0], turn[1]), turn[2]), 1);
  const isPlain = [0, 1, 2].every((column) => isNear(at(3, column), 0)) && isNear(at(3, 3), 1);
  return isTurn && isPlain ? { turn, by: [at(0, 3), at(1, 3), at(2, 3)] } : undefined;
}

/** One matrix after another, where it does not matter which comes first; `undefined` where it does, or there is none. */
export function together(moves: readonly (RigidMove | undefined)[]): RigidMove | undefined {
  const known = moves.filter((one) => one !== undefined);
  if (known.length !== moves.length || known.length === 0) return undefined;
  const forward = known.reduce((all, one) => after(one, all));
  const backward = known.reduceRight((all, one) => after(one, all));
  return isSame(forward, backward) ? forward : undefined;
}
