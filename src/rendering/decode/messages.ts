import type { Result } from '../../domain/problem';
import type { DecodedFrame, EncodedPixels } from './pixels';

export interface DecodeJob {
  readonly id: number;
  readonly encoded: EncodedPixels;
}

/** Nothing to decode yet: a syntax whose decoder will be needed. It is not answered. */
export interface PrepareJob {
  readonly prepare: string;
}

export interface DecodeAnswer {
  readonly id: number;
  readonly result: Result<DecodedFrame>;
}
