import type { OpenPlanes } from '../../domain/ports/planes';
import type { DisplaySet } from '../../domain/study/display-set';
import type { OtherLanguage } from '../../texts/language';

/** What the screen is given beside the actor. */
export interface UiOptions {
  readonly siteName: string;
  /** Address of the site's logo */
  readonly logo?: string | undefined;
  /** That a person may have beside English */
  readonly languages?: readonly OtherLanguage[];
  /** A small picture of a display set, `undefined` where there is none. Aborted when it leaves the screen */
  readonly thumbnailOf?: (displaySet: DisplaySet, signal: AbortSignal) => Promise<Blob | undefined>;
  /** Makes planes of stacks; absent where a site has them off */
  readonly openPlanes?: OpenPlanes;
  /** For ages; the device's clock unless given */
  readonly now?: () => Date;
}
