import type { ImageReference } from '../../domain/report/report-document';
import type { PicturePlace } from '../navigation/picture-places';
import type { Found } from './report-find';

/** What every part of a report's text needs to know beside its own words. */
export interface Reading {
  readonly found: Found;
  /** Which of the hits is in front, from 0 */
  readonly current: number;
  readonly placeOf: (reference: ImageReference) => PicturePlace;
  readonly onimage: (reference: ImageReference) => void;
}
