import type { KeyObject } from './key-object';
import type { SoftcopyPresentation } from '../presentation/presentation-state';
import type { Problem } from '../problem';
import type { Report } from '../report/report';

/** What an archive holds of a study beside its pictures. */
export interface StudyObjects {
  readonly reports: readonly Report[];
  readonly keyObjects: readonly KeyObject[];
  readonly presentations: readonly SoftcopyPresentation[];
  /** Objects that could not be read, and why in a few words */
  readonly unreadable: readonly string[];
  /** Of series that did not come: what is here is then not all there is */
  readonly problems: readonly Problem[];
}
