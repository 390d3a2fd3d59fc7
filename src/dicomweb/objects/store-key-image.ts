import type { ArchiveId, StudyUid } from '../../domain/ids';
import type { KeyImageToSave } from '../../domain/objects/key-image-to-save';
import type { KeyImageSaved, KeyImageSaving } from '../../domain/ports/key-images';
import { keyObjectSelection } from '../../dicom/sr/writing/key-object-selection';
import { softcopyState } from '../../dicom/sr/writing/softcopy-state';
import type { WrittenDataset } from '../../dicom/sr/writing/element';
import { newUid } from '../../dicom/sr/writing/uid';
import type { ArchiveAddress } from '../requests/request';
import { storeObjects } from './store-objects';

/**
 * Saving for a launch: what was stored in part is remembered, so that only the rest is sent again.
 *
 * @param told once for each that is whole in the archive
 */
export function keyImageSaving(
  addresses: ReadonlyMap<ArchiveId, ArchiveAddress>,
  told: (study: StudyUid, where: string) => void,
): KeyImageSaving {
  const under = new Map<string, KeyImageOnItsWay>();
  return {
    async save(wanted, signal) {
      signal.throwIfAborted();
      const known = under.get(wanted.id) ?? keyImageOnItsWay(wanted);
      under.set(wanted.id, known);
      const done = await storeKeyImage(addresses.get(wanted.archive), wanted, known, signal);
      if (done.kind === 'saved') {
        under.delete(wanted.id);
        told(wanted.study.uid, done.where);
      }
      return done;
    },
  };
}

/** One choice on its way: its objects, written once, and those that the archive has already. */
interface KeyImageOnItsWay {
  readonly choice: Written;
  readonly view?: Written;
}

interface Written {
  readonly uid: string;
  readonly object: WrittenDataset;
  isStored: boolean;
}

/** Its UIDs are given here and once: what is sent again is the same objects. */
function keyImageOnItsWay(wanted: KeyImageToSave): KeyImageOnItsWay {
  const uids = { choice: newUid(), choiceSeries: newUid(), view: newUid(), viewSeries: newUid() };
  return {
    choice: { uid: uids.choice, object: keyObjectSelection(wanted, uids), isStored: false },
    ...(wanted.view && {
      view: { uid: uids.view, object: softcopyState(wanted, wanted.view, uids), isStored: false },
    }),
  };
}

/**
 * Stores what the archive does not have yet: the view first, which the document names.
 *
 * @param address of the archive that holds the picture; absent where it is not known any more
 */
async function storeKeyImage(
  address: ArchiveAddress | undefined,
  { study }: Pick<KeyImageToSave, 'study'>,
  { choice, view }: KeyImageOnItsWay,
  signal: AbortSignal,
): Promise<KeyImageSaved> {
  const where = address?.name ?? 'the archive';
  if (!address)
    return { kind: 'failed', problem: { kind: 'not-stored', where, why: 'it is not known here any more' } };
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
  return {
    kind: 'failed',
    problem: answer.ok ? { kind: 'not-stored', where, why: [...new Set(whys)].join('; ') } : answer.problem,
    ...(has && { has }),
  };
}
