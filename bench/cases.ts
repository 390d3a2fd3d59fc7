import type { Case } from './journey';
import type { LinkShape } from './link';

export const cases = [
  { name: 'CR', personId: 'aria-smith', study: { modality: 'DX' }, until: 'first-image' },
  { name: 'CT-300', personId: 'aria-smith', study: { modality: 'CT' }, until: 'stack-complete' },
  { name: 'MG', personId: 'wren-hollowell', study: { modality: 'MG' }, until: 'first-image' },
  { name: '400 studies', personId: 'bram-oakfield', until: 'list' },
] as const satisfies readonly Case[];

export interface Line {
  readonly name: string;
  readonly shape?: LinkShape;
}

export const lines: readonly Line[] = [
  { name: '40 ms, 20 Mbit/s', shape: { roundTripMs: 40, bitsPerSecond: 20e6 } },
  { name: 'unshaped' },
];
