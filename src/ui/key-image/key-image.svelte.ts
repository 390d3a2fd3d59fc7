import { frameReference, type Measurement } from '../../domain/measure/measurement';
import type { KeyImageToSave, KeyImageToWithdraw } from '../../domain/objects/key-image-to-save';
import type { KeyImages } from '../../domain/objects/key-images';
import type { KeyObject } from '../../domain/objects/key-object';
import type { PersonName } from '../../domain/patient/names';
import type { Patient } from '../../domain/patient/patient';
import type { KeyImageSaved, KeyImageSaving } from '../../domain/ports/key-images';
import type { SavedView } from '../../domain/presentation/saved-view';
import type { Frame, Study } from '../../domain/study/study';
import { labelLines } from '../../texts/en/measured';
import { newOutbox, type Outbox } from '../parts/outbox.svelte';

/** What a person chose. */
export interface Choice {
  readonly id: string;
  readonly study: Study;
  readonly frame: Frame;
  readonly patient: Patient;
  readonly marks: readonly Measurement[];
  readonly note: string;
  /** Absent for a picture in colour */
  readonly view: SavedView | undefined;
  readonly observer: PersonName | undefined;
  /** Local, `2026-11-22T14:02:00` */
  readonly made: string;
}

/** As it is saved. */
export function keyImageOf({ patient, marks, note, view, observer, frame, ...rest }: Choice): KeyImageToSave {
  const words = note.trim();
  return {
    ...rest,
    archive: frame.instance.archive,
    frame: frameReference(frame),
    patient: frame.instance.person,
    ...(patient.gender && { sex: patient.gender }),
    ...(words && { note: words }),
    ...(view && { view }),
    marks: view ? marks.map((one) => ({ figure: one.figure, words: labelLines(one) })) : [],
    ...(observer && { observer }),
  };
}

/** The documents by which a picture is a key image already. */
export const chosenBefore = (frame: Frame, piles: readonly KeyImages[]): readonly KeyObject[] =>
  piles
    .flatMap(({ keyObjects }) => keyObjects)
    .filter(({ images }) =>
      images.some(
        ({ reference: { instance, frames } }) =>
          instance === frame.instance.uid && (frames?.includes(frame.number) ?? true),
      ),
    );

type Has = Extract<KeyImageSaved, { readonly kind: 'failed' }>['has'];
interface KeyImageOutbox extends Outbox<KeyImageToSave, string, NonNullable<Has>> {
  /** What was chosen of this picture, and is not saved yet */
  unfinished(frame: Frame): KeyImageToSave | undefined;
}

const withdrawals = new WeakMap<KeyImageSaving, Outbox<KeyImageToWithdraw, string>>();

/** What is withdrawn, by the SOP Instance UID of the document: one for each launch, as what is saved. */
export function withdrawalsOf(saving: KeyImageSaving): Outbox<KeyImageToWithdraw, string> {
  const known =
    withdrawals.get(saving) ??
    newOutbox(
      ({ keyObject }: KeyImageToWithdraw) => keyObject.id,
      async (wanted, signal) => {
        const done = await saving.withdraw(wanted, signal);
        return done.kind === 'saved' ? { kind: 'sent' as const, done: done.where } : done;
      },
      '',
    );
  withdrawals.set(saving, known);
  return known;
}

const outboxes = new WeakMap<KeyImageSaving, KeyImageOutbox>();

/** One for each launch: what is not saved yet stays in it, whether the form is open or not. */
export function outboxOf(saving: KeyImageSaving): KeyImageOutbox {
  const known = outboxes.get(saving) ?? newKeyImageOutbox(saving);
  outboxes.set(saving, known);
  return known;
}

function newKeyImageOutbox(saving: KeyImageSaving): KeyImageOutbox {
  const chosen: KeyImageToSave[] = [];
  const { standing, send } = newOutbox(
    ({ id }: KeyImageToSave) => id,
    async (wanted, signal) => {
      const saved = await saving.save(wanted, signal);
      return saved.kind === 'saved' ? { kind: 'sent' as const, done: saved.where } : saved;
    },
    '',
  );
  return {
    standing,
    send(wanted) {
      if (!chosen.includes(wanted)) chosen.push(wanted);
      send(wanted);
    },
    unfinished: ({ instance, number }) =>
      chosen.find(
        ({ id, frame }) =>
          frame.instance === instance.uid && frame.frame === number && standing(id)?.kind !== 'sent',
      ),
  };
}
