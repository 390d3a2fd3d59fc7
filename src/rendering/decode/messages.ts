import type { Result } from '../../domain/problem';
import type { DecodedFrame, EncodedPixels } from './pixels';
import type { WasmCodec } from './wasm-codec';

export interface DecodeJob {
  readonly id: number;
  readonly encoded: EncodedPixels;
}

/** Nothing to decode yet: a codec that will be needed, or may be. It is not answered. */
export interface PrepareJob {
  readonly prepare: WasmCodec;
  /** Only where that costs nothing on the line */
  readonly ifCached: boolean;
}

export interface DecodeAnswer {
  readonly id: number;
  readonly result: Result<DecodedFrame>;
}
