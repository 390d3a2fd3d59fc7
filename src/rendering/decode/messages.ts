import type { Result } from '../../domain/problem';
import type { DecodedFrame, EncodedPixels } from './pixels';

export interface DecodeJob {
  readonly id: number;
  readonly encoded: EncodedPixels;
}

export interface DecodeAnswer {
  readonly id: number;
  readonly result: Result<DecodedFrame>;
}
