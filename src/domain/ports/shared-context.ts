import type { SharedEvent } from '../context/shared-context';
import type { StudyUid } from '../ids';
import type { Patient } from '../patient/patient';

/** A hub that tells the record's windows what each has open (FHIRcast 3.0). */
export interface ContextHub {
  /** Milliseconds that the sign-in still lives: no lease is asked for longer */
  readonly life: () => number;
  /** @param renewing the socket's address, where the lease of a subscription is renewed */
  subscribe(lease: number, renewing: string | undefined): Promise<Subscribed>;
  /** What is open at this moment, where the hub tells it to whoever asks. Never rejects */
  current(): Promise<SharedEvent | undefined>;
  /** A socket's address is used once. */
  listen(endpoint: string, told: (frame: HubFrame) => void): HubSocket;
  /** @returns whether the hub took it */
  announce(event: Announced): Promise<boolean>;
  unsubscribe(endpoint: string): void;
}

export type Subscribed =
  | { readonly kind: 'endpoint'; readonly endpoint: string }
  /** It does not want this window, and will not when asked again */
  | { readonly kind: 'refused' }
  | { readonly kind: 'unanswered' };

export interface HubSocket {
  answer(id: string, status: '200' | '202' | '409'): void;
  close(): void;
}

export type HubFrame =
  | { readonly kind: 'confirmed'; readonly events: readonly string[]; readonly lease: number }
  | { readonly kind: 'denied' }
  | { readonly kind: 'event'; readonly event: SharedEvent }
  /** Of no meaning here: it is counted */
  | { readonly kind: 'noise' }
  | { readonly kind: 'closed' };

/** What this window tells the others. */
export type Announced = { readonly id: string; readonly at: number } & (
  | {
      readonly kind: 'study-opened' | 'study-closed';
      readonly patient: Patient;
      readonly study: StudyUid;
      /** `ImagingStudy/1` */
      readonly reference?: string | undefined;
    }
  | { readonly kind: 'not-followed'; readonly event: string; readonly name: string }
);
