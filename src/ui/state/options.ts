import type { ContextHub } from '../../domain/ports/shared-context';
import type { OpenCard } from '../../domain/ports/cards';
import type { BreakGlass } from '../../domain/ports/emergency';
import type { Exports } from '../../domain/ports/exports';
import type { KeyImageSaving } from '../../domain/ports/key-images';
import type { MeetingViews } from '../../domain/ports/meeting-views';
import type { SecondLooks } from '../../domain/ports/second-looks';
import type { OpenDrawing } from '../../domain/ports/drawings';
import type { OpenPlanes } from '../../domain/ports/planes';
import type { OpenRegistration } from '../../domain/ports/registrations';
import type { Verdict } from '../../domain/launch/feedback';
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
  /** Settles when nobody waits for a launch's picture any more, or not much longer */
  readonly afterPicture?: () => Promise<void>;
  /** Makes planes of stacks; absent where a site has them off */
  readonly openPlanes?: OpenPlanes;
  /** Reads what joins frames of reference */
  readonly openRegistration?: OpenRegistration;
  /** Milliseconds without input after which the patient leaves the screen; absent where the site has no shared computers */
  readonly lockAfter?: number;
  /** What the record's other windows have open; absent where the site allows no hub */
  readonly openHub?: () => Promise<ContextHub | undefined>;
  /** The record's highlight colour, as CSS has it; `undefined` where it has none */
  readonly highlight?: () => Promise<string | undefined>;
  /** Opens what others have drawn over pictures */
  readonly openDrawing?: OpenDrawing;
  /** Tells what an object is that has no picture */
  readonly openCard?: OpenCard;
  /** The way out of the viewer, for who is signed in; absent where the site has none, `undefined` where not for them */
  readonly openExports?: () => Promise<Exports | undefined>;
  /** Whether it is there for them, without its code */
  readonly mayExport?: () => Promise<boolean>;
  /** Whether this screen may be checked, and how much is said of one that was not */
  readonly displayCheck?: 'off' | 'offered' | 'required-note';
  /** Whom patients talk to about their own pictures */
  readonly patientLaunch?: { readonly talkTo?: string | undefined } | undefined;
  /** Which lines of the plain-English glossary a patient is shown: those that no clinician has reviewed only where a site says so */
  readonly glossary?: { readonly unreviewed: boolean } | undefined;
  /** Opens in an emergency what the record withholds; absent where the site has no such way */
  readonly breakGlass?: BreakGlass;
  /** Requests for a second look; absent where the site takes none, `undefined` where this person may ask for none */
  readonly openSecondLooks?: () => Promise<SecondLooks | undefined>;
  /** How views are passed on to colleagues; absent where a site has it off */
  readonly colleagues?:
    { readonly days?: number | undefined; readonly record?: string | undefined } | undefined;
  /** Views for a meeting in the record; `undefined` where nothing is kept there */
  readonly openMeetings?: () => Promise<MeetingViews | undefined>;
  /** Saves key images in the archive; absent where the site keeps what is made to the session, `undefined` where not for them */
  readonly openKeyImages?: () => Promise<KeyImageSaving | undefined>;
  /** Tells the site whether it helped; absent where the site does not ask */
  readonly tellFeedback?: (verdict: Verdict) => Promise<void>;
  /** Ends the present turn of the page's thread: where it is given, the screen is made in several */
  readonly nextTurn?: () => Promise<void>;
  /** For ages; the device's clock unless given */
  readonly now?: () => Date;
}
