import type { InstanceUid, SeriesUid, StudyUid } from '../ids';
import type { SealedPicture, SealedView } from './view-code';

/*
 * A UID names a study to whoever may look it up. So a view that is passed on holds none: each UID is hashed with the day the
 * view expires and a number of its own, and cut short. Who has the patient's list hashes it in the same way and compares; who has not
 * learns nothing, and a changed day matches nothing.
 */

export interface ViewPicture extends Omit<SealedPicture, 'series' | 'image'> {
  readonly series: SeriesUid;
  readonly image: InstanceUid;
}

/** A view of the open study, with the earlier one beside it. */
export interface View extends Pick<SealedView, 'keyImages' | 'linked' | 'layout' | 'active'> {
  readonly study: StudyUid;
  readonly prior?: StudyUid;
  readonly pictures: readonly (ViewPicture | undefined)[];
}

/** Hexadecimal digits of each mark: few enough to be short, enough that no other of a patient has the same */
const [OF_STUDY, OF_SERIES, OF_IMAGE] = [10, 4, 8];
const EPOCH = Date.UTC(2020, 0, 1);
const DAY = 24 * 60 * 60_000;

/** Days since 1-Jan-2020 UTC */
export const dayOf = (at: Date): number => Math.floor((at.getTime() - EPOCH) / DAY);
/** ISO 8601 */
export const dateOfDay = (day: number): string => new Date(EPOCH + day * DAY).toISOString().slice(0, 10);

type Marked = Pick<SealedView, 'expires' | 'salt'>;

/** @returns hexadecimal digits for a UID, each UID hashed once */
export function marker({ expires, salt }: Marked): (uid: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (uid) => {
    const before = known.get(uid);
    if (before) return before;
    const text = new TextEncoder().encode(`plainfilm view|${expires}|${salt}|${uid}`);
    const made = crypto.subtle
      .digest('SHA-256', text)
      .then((hash) =>
        [...new Uint8Array(hash).slice(0, OF_STUDY / 2)]
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join(''),
      );
    known.set(uid, made);
    return made;
  };
}

export async function sealView(view: View, marked: Marked): Promise<SealedView> {
  const mark = marker(marked);
  const { study, prior, pictures, ...rest } = view;
  return {
    ...rest,
    ...marked,
    study: await mark(study),
    ...(prior && { prior: await mark(prior) }),
    pictures: await Promise.all(
      pictures.map(
        async (one) =>
          one && {
            ...one,
            series: (await mark(one.series)).slice(0, OF_SERIES),
            image: (await mark(one.image)).slice(0, OF_IMAGE),
          },
      ),
    ),
  };
}

/** Whether a UID has this mark, of whichever length. */
export const hasMark = async (
  mark: (uid: string) => Promise<string>,
  uid: string,
  wanted: string,
): Promise<boolean> => (await mark(uid)).startsWith(wanted);
