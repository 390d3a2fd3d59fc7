import { planeOf } from '../geometry/plane';
import type { DisplaySet } from '../study/display-set';
import type { FrameOfReferenceUid } from '../ids';
import type { VolumeRefusal } from './refusal';
import { joinedBy, type NotJoined, type Registration, type RigidMove } from './registration';
import { volumeOfStack } from './series';
import type { Volume } from './volume';

/** Which of the two it is: where a tracer went, or what the body is like there. */
export type FusionPart = 'tracer' | 'anatomy';

/** Why two stacks cannot be laid over one another. */
export type FusionRefusal =
  /** They name different frames of reference: a place of one is no place of the other (PS3.3 C.7.4.1) */
  | { readonly kind: 'other-frame' }
  /** The same, and what joins the two does not say the same, or stretches */
  | { readonly kind: 'registration'; readonly why: Exclude<NotJoined, 'none'> }
  /** One of them names none: nobody can know whether it is the same */
  | { readonly kind: 'frame-unknown'; readonly part: FusionPart }
  /** One of them is no volume */
  | { readonly kind: 'no-volume'; readonly part: FusionPart; readonly why: VolumeRefusal };

/** A stack that goes with another, as a volume, or the reason why it cannot be laid over it. */
export interface FusionPartner {
  readonly displaySet: DisplaySet;
  readonly fusion:
    | { readonly ok: true; readonly volume: Volume; readonly joined?: JoinedFrames }
    | { readonly ok: false; readonly why: FusionRefusal };
}

/** Two frames of reference that a registration joins. */
export interface JoinedFrames {
  readonly registration: Registration;
  /** From the tracer's places to the anatomy's */
  readonly move: RigidMove;
}

/** Nuclear medicine, and PET plain, converted and enhanced (PS3.4 B.5) */
const TRACER = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(20|128|128\.1|130)$/;
/** What has slices of the body's own: CT and MR, plain, converted and enhanced */
const ANATOMY = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(2|2\.1|2\.2|4|4\.1|4\.4)$/;
/** Fewer are no volume, and no partner: a localiser beside a PET is not missed. */
const LEAST = 3;

/** What a stack shows; `undefined` where it is neither. */
export function fusionPartOf({ kind, frames }: DisplaySet): FusionPart | undefined {
  if (kind !== 'stack') return undefined;
  const sopClass = frames[0]?.instance.sopClass ?? '';
  return TRACER.test(sopClass) ? 'tracer' : ANATOMY.test(sopClass) ? 'anatomy' : undefined;
}

/**
 * What a stack could be fused with: for a tracer the anatomy, and the other way round. First what can be, and of that
 * the finest.
 * @param all the display sets of its study
 * @param registrations what joins frames of reference, of the same person
 */
export function fusionPartnersOf(
  displaySet: DisplaySet,
  all: readonly DisplaySet[],
  registrations: readonly Registration[] = [],
): readonly FusionPartner[] {
  const part = fusionPartOf(displaySet);
  if (part === undefined) return [];
  const other = part === 'tracer' ? 'anatomy' : 'tracer';
  return all
    .filter((one) => fusionPartOf(one) === other && one.frames.length >= LEAST)
    .map((one) => ({
      displaySet: one,
      fusion: fusionOf(displaySet, part, one, other, { all, registrations }),
    }))
    .sort(
      (a, b) =>
        Number(b.fusion.ok) - Number(a.fusion.ok) || b.displaySet.frames.length - a.displaySet.frames.length,
    );
}

function fusionOf(
  own: DisplaySet,
  ownPart: FusionPart,
  other: DisplaySet,
  part: FusionPart,
  {
    all,
    registrations,
  }: { readonly all: readonly DisplaySet[]; readonly registrations: readonly Registration[] },
): FusionPartner['fusion'] {
  const [mine, theirs] = [frameOf(own), frameOf(other)];
  if (mine === undefined || theirs === undefined)
    return { ok: false, why: { kind: 'frame-unknown', part: theirs === undefined ? part : ownPart } };
  const frames = ownPart === 'tracer' ? ([mine, theirs] as const) : ([theirs, mine] as const);
  const joined = mine === theirs ? undefined : joinedBy(registrations, frames, all);
  if (joined?.ok === false)
    return {
      ok: false,
      why: joined.why === 'none' ? { kind: 'other-frame' } : { kind: 'registration', why: joined.why },
    };
  const result = volumeOfStack(other, all);
  if (!result.ok) return { ok: false, why: { kind: 'no-volume', part, why: result.why } };
  const { registration, move } = joined ?? {};
  return { ...result, ...(registration && move && { joined: { registration, move } }) };
}

/** The frame of reference that all of a stack names. */
function frameOf({ frames }: DisplaySet): FrameOfReferenceUid | undefined {
  const [first, ...others] = frames.map((frame) => planeOf(frame)?.frameOfReference);
  return others.every((one) => one === first) ? first : undefined;
}
