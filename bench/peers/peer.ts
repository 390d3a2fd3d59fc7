import type { Page } from 'playwright';

/** What a peer is asked to show. */
export type Question =
  | { readonly kind: 'study'; readonly study: string; readonly series: string; readonly instances: number }
  /** @property patientName family name alone, as a person types it */
  | { readonly kind: 'list'; readonly patientName: string };

/** Another viewer, served like ours, over the same archive. */
export interface Peer {
  /** With its version */
  readonly name: string;
  readonly port: number;
  /** @returns the page to open; `undefined` where this viewer has no such thing */
  address(question: Question): string | undefined;
  /** Which picture an answer at this path brings, by whatever name; `undefined` where it brings none */
  picture(path: string): string | undefined;
  /** Selects the canvas of its picture */
  readonly canvas: string;
  /** Selects the rows of its list of studies, where it has one */
  readonly rows?: string;
  /** Waits until all that was received can be looked at. @throws what the viewer could not do with it */
  loaded(page: Page): Promise<void>;
  /** Number of the picture on the screen, from 1; `NaN` where it does not say */
  position(page: Page): Promise<number>;
  stop(): Promise<void>;
}
