import type { ArchiveId, StudyUid } from '../../domain/ids';
import type { KeyImageToSave, KeyImageToWithdraw } from '../../domain/objects/key-image-to-save';
import { mayBeThereAfter } from '../../domain/arrival';
import type { KeyImageSaved, KeyImageSaving } from '../../domain/ports/key-images';
import type { Problem } from '../../domain/problem';
import { keyObjectSelection, rejectionNote } from '../../dicom/sr/writing/key-object-selection';
import { softcopyState } from '../../dicom/sr/writing/softcopy-state';
import type { WrittenDataset } from '../../dicom/sr/writing/element';
import { newUid } from '../../dicom/sr/writing/uid';
import type { ArchiveAddress } from '../requests/request';
import { storeObjects } from './store-objects';

/** @param user the verified `fhirUser`, which may be relative to the record's base. @returns it in one form for one person */
export const userAddress = (user: string | undefined, base: string | URL): string | undefined =>
  user !== undefined && URL.canParse(user, base) ? new URL(user, base).href : undefined;

/**
 * Saving for a launch: what was stored in part is remembered, so that only the rest is sent again.
 *
 * @param user the verified user, as an absolute address: it is kept in what is saved, so that its author can withdraw it
 * @param told once for each that is whole in the archive
 */
export function keyImageSaving(
  addresses: ReadonlyMap<ArchiveId, ArchiveAddress>,
  user: string | undefined,
  told: (done: 'key-image-saved' | 'key-image-withdrawn', study: StudyUid, where: string) => void,
): KeyImageSaving {
  const under = new Map<string, KeyImageOnItsWay>();
  const withdrawable: KeyImageSaving['withdrawable'] = ({ inReview, authorId }) =>
    inReview && user !== undefined && authorId !== undefined
      ? user === authorId
        ? 'own'
        : 'somebody-elses'
      : 'unknown';
  async function store(
    wanted: Pick<KeyImageToSave, 'id' | 'archive' | 'study'>,
    written: () => KeyImageOnItsWay,
    done: Parameters<typeof told>[0],
    signal: AbortSignal,
  ) {
    signal.throwIfAborted();
    const known = under.get(wanted.id) ?? written();
    under.set(wanted.id, known);
    const saved = await storeKeyImage(addresses.get(wanted.archive), wanted, known, signal);
    if (saved.kind === 'saved') {
      under.delete(wanted.id);
      told(done, wanted.study.uid, saved.where);
    }
    return saved;
  }
  return {
    withdrawable,
    save: (wanted, signal) => store(wanted, () => keyImageOnItsWay(wanted, user), 'key-image-saved', signal),
    async withdraw(wanted, signal) {
      if (user === undefined || withdrawable(wanted.keyObject) !== 'own')
        return {
          kind: 'failed',
          problem: {
            kind: 'not-stored',
            where: addresses.get(wanted.archive)?.name ?? 'the archive',
            why: 'only who saved it may withdraw it',
          },
          mayBeThere: false,
        };
      return store(wanted, () => withdrawalOnItsWay(wanted, user), 'key-image-withdrawn', signal);
    },
  };
}

/** One choice on its way: its objects, written once, and those that the archive has already. */
interface KeyImageOnItsWay {
  readonly choice: Written;
  readonly view?: Written;
  /** The answer to a try was lost */
  mayBeThere: boolean;
}

interface Written {
  readonly uid: string;
  readonly object: WrittenDataset;
  isStored: boolean;
}

/** Its UIDs are given here and once: what is sent again is the same objects. */
function keyImageOnItsWay(wanted: KeyImageToSave, user: string | undefined): KeyImageOnItsWay {
  const uids = { choice: newUid(), choiceSeries: newUid(), view: newUid(), viewSeries: newUid() };
  return {
    mayBeThere: false,
    choice: { uid: uids.choice, object: keyObjectSelection(wanted, uids, user), isStored: false },
    ...(wanted.view && {
      view: { uid: uids.view, object: softcopyState(wanted, wanted.view, uids), isStored: false },
    }),
  };
}

function withdrawalOnItsWay(wanted: KeyImageToWithdraw, user: string): KeyImageOnItsWay {
  const uids = { choice: newUid(), choiceSeries: newUid() };
  const choice = { uid: uids.choice, object: rejectionNote(wanted, uids, user), isStored: false };
  return { choice, mayBeThere: false };
}

/**
 * Stores what the archive does not have yet: the view first, which the document names.
 *
 * @param address of the archive that holds the picture; absent where it is not known any more
 */
async function storeKeyImage(
  address: ArchiveAddress | undefined,
  { study }: Pick<KeyImageToSave, 'study'>,
  onItsWay: KeyImageOnItsWay,
  signal: AbortSignal,
): Promise<KeyImageSaved> {
  const { choice, view } = onItsWay;
  const where = address?.name ?? 'the archive';
  const failed = (problem: Problem) => {
    onItsWay.mayBeThere = mayBeThereAfter(problem, onItsWay.mayBeThere);
    return { kind: 'failed', problem, mayBeThere: onItsWay.mayBeThere } as const;
  };
  if (!address) return failed({ kind: 'not-stored', where, why: 'it is not known here any more' });
  const all = [...(view ? [view] : []), choice];
  const missing = all.filter(({ isStored }) => !isStored);
  const answer = await storeObjects(
    address,
    study.uid,
    missing.map(({ object }) => object),
    signal,
  );
  if (answer.ok) for (const one of missing) one.isStored = answer.value.get(one.uid) === undefined;
  if (all.every(({ isStored }) => isStored)) return { kind: 'saved', where };
  const whys = answer.ok ? missing.flatMap(({ uid }) => answer.value.get(uid) ?? []) : [];
  const has = choice.isStored ? 'choice' : view?.isStored ? 'view' : undefined;
  const problem: Problem = answer.ok
    ? { kind: 'not-stored', where, why: [...new Set(whys)].join('; ') }
    : answer.problem;
  return { ...failed(problem), ...(has && { has }) };
}
