import type { ArchiveId } from '../ids';
import type { Figure } from '../measure/figure';
import type { FrameReference } from '../measure/measurement';
import type { PersonName } from '../patient/names';
import type { DicomPerson, Patient } from '../patient/patient';
import type { SavedView } from '../presentation/saved-view';
import type { Study } from '../study/study';
import type { KeyObject } from './key-object';

/** A picture that a person chose, as two objects: that it was chosen, and how it was looked at. */
export interface KeyImageToSave {
  /** Of this choice: what is tried again is the same objects */
  readonly id: string;
  readonly study: Study;
  /** The archive that holds the picture */
  readonly archive: ArchiveId;
  readonly frame: FrameReference;
  /** As the picture itself says it, so that the archive puts the objects beside it */
  readonly patient: DicomPerson;
  readonly sex?: Patient['gender'];
  /** In the person's own words */
  readonly note?: string;
  /** Absent for a picture in colour, which a grey presentation state says nothing of */
  readonly view?: SavedView;
  /** What is drawn on it, with the words that stand beside it */
  readonly marks: readonly { readonly figure: Figure; readonly words: readonly string[] }[];
  /** Who chose it, where the record says who that is */
  readonly observer?: PersonName;
  /** Local, `2026-11-22T14:02:00` */
  readonly made: string;
}

/** A picture that was chosen by mistake: what says so names the objects of that choice. */
export interface KeyImageToWithdraw extends Pick<
  KeyImageToSave,
  'id' | 'study' | 'archive' | 'patient' | 'sex' | 'observer' | 'made'
> {
  readonly keyObject: KeyObject;
}
