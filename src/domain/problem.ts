/**
 * The only errors there are. `where` is a source's name as a clinician knows it ("Salford Royal"), never an address.
 * A stopped request is no problem: it rejects with the signal's reason and is dropped.
 */
export type Problem =
  /** Refused, reset, name not found, blocked by CORS: the browser does not tell these apart */
  | { readonly kind: 'unreachable'; readonly where: string }
  /** This device has no network at all */
  | { readonly kind: 'offline'; readonly where: string }
  | { readonly kind: 'timed-out'; readonly where: string }
  /** 401 that renewal could not mend: it speaks for this source alone */
  | { readonly kind: 'unauthorised'; readonly where: string }
  /** `ofPerson`: it said that it is who asks, and not what is asked or how */
  | { readonly kind: 'forbidden'; readonly where: string; readonly ofPerson?: true }
  /** It sent us elsewhere, which is not followed: the token could go astray */
  | { readonly kind: 'redirected'; readonly where: string }
  /** `also`: the others who were asked, and said the same */
  | { readonly kind: 'not-found'; readonly where: string; readonly also?: readonly string[] }
  /** 429 or 503, after the repeats that Retry-After allows */
  | { readonly kind: 'busy'; readonly where: string }
  /** 202: it is fetching what was asked for from where it takes long. `after`: milliseconds until it wants to be asked again */
  | { readonly kind: 'staging'; readonly where: string; readonly after: number }
  /** It failed several times in a row, and is left alone until then (epoch milliseconds) */
  | { readonly kind: 'resting'; readonly where: string; readonly until: number }
  /** Of what could be had elsewhere: `other` has another object under the same UID, and it is not shown */
  | { readonly kind: 'other-content'; readonly where: string; readonly other: string }
  | { readonly kind: 'failed'; readonly where: string; readonly status: number }
  /** It answered, but not with what was asked for. `what` says it for an engineer ("HTML instead of pixels") */
  | { readonly kind: 'malformed'; readonly where: string; readonly what: string }
  /** It answered well, and of what it sent no picture can be drawn. `what` says of the first why, for an engineer */
  | { readonly kind: 'none-readable'; readonly where: string; readonly what: string }
  /** Nothing was asked, because the question could not be put: never shown as "none" */
  | { readonly kind: 'not-asked'; readonly where: string; readonly why: WhyNotAsked }
  /** It did not take what was to be stored; nothing of it is there */
  | { readonly kind: 'not-stored'; readonly where: string; readonly why: string }
  /** The picture is of a kind that cannot be shown: a transfer syntax, a SOP class */
  | { readonly kind: 'unsupported'; readonly what: string }
  /** Nothing says how a picture is coded: neither its archive, nor how its bytes begin */
  | { readonly kind: 'coding-unknown'; readonly where: string }
  /** Dimensions or sizes that exceed what may be taken into memory, or that contradict the bytes */
  | { readonly kind: 'impossible-size'; readonly what: string }
  /** What came contradicts itself, or ends early */
  | { readonly kind: 'undecodable'; readonly what: string; readonly coding?: string }
  /** Decoding came to no end, or could not begin: nothing is known against the picture */
  | { readonly kind: 'not-decoded'; readonly what: string }
  /** An object that says how large its pictures are, and has none */
  | { readonly kind: 'no-picture' }
  /** More than is taken into memory. `what` says it in words ("a video of more than 512 MB"); `where` is who sent it, of a list */
  | { readonly kind: 'too-large'; readonly what: string; readonly where?: string }
  /** The device had no memory left for this picture, after what can be given up was */
  | { readonly kind: 'no-memory' }
  /** A video that this browser has no decoder for. `coding` is its name, `what` the rest that is known of it */
  | {
      readonly kind: 'unplayable';
      readonly coding?: string;
      readonly container?: VideoContainer;
      readonly what: string;
    }
  | { readonly kind: 'different-person'; readonly differs: readonly PersonField[] }
  /** The record took the study back: its pictures are shown only to who was told so */
  | { readonly kind: 'withdrawn'; readonly as: 'entered-in-error' | 'cancelled' }
  /** Who looks is not recorded, and the site's rule is that then nothing is looked at */
  | { readonly kind: 'not-recorded'; readonly where: string };

/** Why a question was not put. Never the same as an empty answer (H2). */
export type WhyNotAsked =
  /** The record has no number of this patient that the source goes by */
  | 'no-identifier'
  /** The source goes by NHS numbers, and the record has none */
  | 'no-nhs-number'
  /** The record has one, and it is not valid: it might be somebody else's */
  | 'identifier-not-valid'
  /** The sign-in was not granted what the question needs */
  | 'no-scope'
  /** The record names an address that the configuration does not allow */
  | 'foreign-origin'
  /** It is turned off: in the configuration, or the record says that it is out of use */
  | 'switched-off'
  /** The record names a way of looking that this viewer has no use for (IHE IID, a viewer's own page) */
  | 'no-way-to-ask'
  /** What would have to be known first is not: a reference that was never resolved */
  | 'not-known-what-for'
  /** The record names an address of its own for it, which did not come */
  | 'address-not-had'
  /** A manifest names a store by a Retrieve Location UID that the configuration does not know, and no address */
  | 'store-not-known';

export type PersonField = 'identifier' | 'family name' | 'given name' | 'birth date';

/** What a sign-in server said of itself (RFC 6749 §4.1.2.1, §5.2): for support, bounded, to be shown as text */
export interface OAuthError {
  readonly error: string;
  readonly description?: string;
}

/** Why a launch did not reach a patient. Each has a page of its own. */
export type LaunchProblem =
  | { readonly kind: 'configuration-missing' }
  | { readonly kind: 'configuration-invalid'; readonly what: string }
  | { readonly kind: 'no-issuer' }
  | { readonly kind: 'unknown-issuer' }
  | {
      /** The sign-in gave no answer, or none that says anything of the person who signs in */
      readonly kind: 'issuer-unavailable';
      readonly where: string;
      readonly how: 'silent' | 'busy' | 'failed' | 'unreadable';
    }
  | { readonly kind: 'not-smart'; readonly where: string }
  /** A person, or a rule of the record, said no */
  | { readonly kind: 'denied'; readonly where: string; readonly said?: OAuthError }
  /** The record and this site do not agree on how Imaging signs in: nobody said no, and trying again does not help */
  | { readonly kind: 'sign-in-misconfigured'; readonly where: string; readonly said: OAuthError }
  /** The sign-in answered that it is faulty or too busy */
  | { readonly kind: 'sign-in-failed'; readonly where: string; readonly said: OAuthError }
  | { readonly kind: 'code-used'; readonly where: string; readonly said?: OAuthError }
  | { readonly kind: 'state-mismatch' }
  /** Another server answered than the one that was asked (RFC 9207), or the one that promised its name left it out */
  | {
      readonly kind: 'issuer-mismatch';
      readonly where: string;
      readonly expected: string;
      readonly answered?: string;
    }
  | { readonly kind: 'token-refused'; readonly where: string; readonly said?: OAuthError }
  | { readonly kind: 'no-patient'; readonly where: string }
  /** A patient's own launch, and the site shows pictures to staff alone */
  | { readonly kind: 'not-for-patients'; readonly where: string }
  /** The record named a patient, but not as an id of its own. `what` it wrote, for support */
  | { readonly kind: 'patient-unusable'; readonly where: string; readonly what: string }
  /** The entry was merged into another one, or is not in use any more */
  | {
      readonly kind: 'patient-not-current';
      readonly where: string;
      /** `another`: it answered with another entry, and does not say why; `redirected`: it sent us elsewhere */
      readonly how: 'replaced' | 'inactive' | 'another' | 'redirected';
    }
  | {
      readonly kind: 'patient-unavailable';
      readonly where: string;
      readonly problem: Problem;
      /** It is withheld from a member of staff: the id from the launch, which is all that is known of whose it is */
      readonly withheld?: string;
    }
  | { readonly kind: 'storage-blocked' }
  /** The app page was opened by itself: nothing was launched */
  | { readonly kind: 'not-launched' };

/** Whether asking the same once more can help, without another launch: nobody refused anything, and nothing is settled. */
export const isPassing = (problem: LaunchProblem): boolean =>
  problem.kind === 'patient-unavailable' && PASSING.has(problem.problem.kind);

const PASSING: ReadonlySet<Problem['kind']> = new Set<Problem['kind']>([
  ...(['unreachable', 'offline', 'timed-out', 'busy', 'resting', 'failed', 'malformed'] as const),
]);

export type Result<T, P = Problem> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const err = <P>(problem: P): { ok: false; problem: P } => ({ ok: false, problem });

/** What is the matter, in `what`, where no standard has a name for it */
export type Fault =
  | 'no-picture'
  | 'no-curves'
  /** The browser gives nothing to draw on */
  | 'no-canvas'
  | 'video-without-length'
  | 'decoder-gave-up'
  | 'decoder-stopped'
  | 'decoder-endless'
  | 'no-decoder'
  /** An archive's list of series has no entry with a UID */
  | 'no-series-readable';

/** What a video is kept in, where that is not the MP4 file with an index that DICOM and browsers share */
export type VideoContainer =
  'transport-stream' | 'program-stream' | 'matroska' | 'elementary-stream' | 'no-index';

/** `where` of the program's own parts, which come from the server that the page came from */
export const OWN_SERVER = 'own-server';
