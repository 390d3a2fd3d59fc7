import type { RecordWindow, ViewedBy } from '../../domain/ports/record';
import { object, text } from '../resource/json';
import type { KeyValueStore } from './page';

/** What has to be remembered while the browser is at the authorization server. Nothing of a patient. */
export interface PendingLaunch {
  readonly stage: 'pending';
  readonly iss: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
  readonly tokenUri: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  /** The issuer by its own metadata (RFC 8414), for RFC 9207 and the id_token */
  readonly issuer?: string;
  /** The server said that it always names itself in its answer (RFC 9207) */
  readonly issPromised: boolean;
  readonly jwksUri?: string;
  /** Where its tokens can be taken back (RFC 7009) */
  readonly revocationUri?: string;
  readonly startedAt: number;
}

/** A session as a reload of the tab finds it again. */
export interface StoredSession {
  readonly stage: 'open';
  readonly iss: string;
  readonly clientId: string;
  readonly tokenUri: string;
  /** Where its tokens can be taken back (RFC 7009) */
  readonly revocationUri?: string;
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Epoch milliseconds by this device's clock */
  readonly expiresAt: number;
  /** When the launch was finished, epoch milliseconds */
  readonly openedAt: number;
  readonly scope: string;
  /** FHIR logical id */
  readonly patient: string;
  /** FHIR reference */
  readonly encounter?: string;
  readonly needPatientBanner: boolean;
  /** Where the record's windows share what they have open (FHIRcast) */
  readonly hub?: { readonly url: string; readonly topic: string };
  /** Where its window listens, to be asked to close the viewer */
  readonly recordWindow?: RecordWindow | undefined;
  /** Where its colours are */
  readonly styleUrl?: string | undefined;
  /** What the launch is for, in the record's own word */
  readonly intent?: string | undefined;
  /** References of `fhirContext` whose role is launch: what the record wants to be looked at */
  readonly context: readonly string[];
  /** What the launch named in a form that cannot be understood */
  readonly unreadContext?: number;
  /** It is a patient's own launch, or of somebody who acts for one */
  readonly viewedBy?: ViewedBy | undefined;
  /** fhirUser, once the id_token was verified */
  readonly user?: string;
}

/** `exchanging`: the code was sent and no answer came yet. `spent`: there was a launch, and it is over. */
export interface FormerLaunch {
  readonly stage: 'exchanging' | 'spent';
  readonly startedAt: number;
}

export type LaunchState = PendingLaunch | StoredSession | FormerLaunch;

const PREFIX = 'plainfilm.launch.';
/** A launch that was not finished within this time, and a token that ended this long ago, are swept away. */
const STALE = 60 * 60_000;

/** Keyed by the launch's own state: two launches in one tab, or two frames of one page, do not see each other. */
export function putLaunch(storage: KeyValueStore, state: string, launch: LaunchState): void {
  storage.setItem(PREFIX + state, JSON.stringify(launch));
}

export function launchOf(storage: KeyValueStore, state: string): LaunchState | undefined {
  return read(storage, PREFIX + state);
}

/** Forgets what earlier launches of this tab left behind. */
export function sweepLaunches(storage: KeyValueStore, now: number): void {
  for (const key of keysOf(storage)) {
    const launch = read(storage, key);
    const since = launch === undefined ? 0 : launch.stage === 'open' ? launch.expiresAt : launch.startedAt;
    if (now - since > STALE) storage.removeItem(key);
  }
}

/**
 * Takes every session of this tab away, and gives what was taken: another launch begins, and Back must not bring an
 * earlier patient back without the record.
 */
export function takeSessions(
  storage: KeyValueStore,
): readonly { readonly state: string; readonly session: StoredSession }[] {
  const keys = keysOf(storage);
  return keys.flatMap((key) => {
    const launch = read(storage, key);
    if (launch?.stage !== 'open') return [];
    storage.removeItem(key);
    return [{ state: key.slice(PREFIX.length), session: launch }];
  });
}

const keysOf = (storage: KeyValueStore) =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter((key) =>
    key.startsWith(PREFIX),
  );

/** Only this code writes under the prefix; a damaged entry reads as none. */
function read(storage: KeyValueStore, key: string): LaunchState | undefined {
  try {
    const stored = object(JSON.parse(storage.getItem(key) ?? 'null'));
    return text(stored?.['stage']) ? (stored as unknown as LaunchState) : undefined;
  } catch {
    return undefined;
  }
}
