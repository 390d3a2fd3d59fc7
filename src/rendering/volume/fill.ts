import type { EncodedFrame } from '../../domain/ports/frames';
import { attributesOf, type Frame } from '../../domain/study/study';
import type { Volume } from '../../domain/volume/volume';
import { bytesOf, type DecodedFrame, type EncodedPixels } from '../decode/pixels';
import { encodingOf } from '../decode/syntax';
import type { Shared } from '../shared';
import type { SlicePixels, VolumeJob } from './messages';

/** Milliseconds after which it is looked again for slices that have arrived */
const LOOK_AGAIN = 100;
/** Bytes that are handed over in one turn, because copying them holds this thread up; in the first, enough for a picture */
const IN_ONE_TURN = 16_000_000;
const IN_THE_FIRST = 40_000_000;
/** Slices that are decoded, or fetched, at once */
const AT_ONCE = 6;
/** Behind whatever the viewport itself waits for */
const URGENCY = 1_000_000;

export type FillParts = Pick<Shared, 'stores' | 'pool' | 'source'>;

/**
 * Hands a volume's slices over as the viewport's own store gets them: every fourth first, so that the whole is there soon.
 * Nothing is asked of an archive, but what that store does not keep because it is too much.
 * @param told after some slices were handed over
 */
export function fill(
  { volume, frames }: { readonly volume: Volume; readonly frames: readonly Frame[] },
  { stores, pool, source }: FillParts,
  post: (job: VolumeJob, transfer: Transferable[]) => void,
  told: () => void,
): () => void {
  const life = new AbortController();
  const waiting = new Set(fillOrder(volume.slices.length));
  const running = new Set<number>();
  const failed = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let most = IN_THE_FIRST;

  const frameOf = (slice: number) => frames[volume.slices[slice]?.at ?? -1];

  const hand = (slice: number, frame: Frame, pixels: SlicePixels) => {
    const { image } = frame.instance;
    const lut = attributesOf(frame)?.modalityLut;
    if (image === undefined || lut === undefined) return fail(slice);
    waiting.delete(slice);
    failed.delete(slice);
    const { buffer } = 'pixels' in pixels ? pixels.pixels : pixels.bytes;
    post({ kind: 'slice', at: slice, image: plain(image), lut, ...pixels }, [buffer]);
  };

  const fail = (slice: number) => {
    if (failed.has(slice)) return;
    failed.add(slice);
    post({ kind: 'failed', at: slice }, []);
  };

  const handDecoded = (slice: number, frame: Frame, decoded: DecodedFrame) => {
    if (decoded.kind === 'grey') hand(slice, frame, { pixels: decoded.pixels });
    else fail(slice);
  };

  /** In a worker, unless the bytes are the pixels. @returns bytes that were copied */
  const handEncoded = (slice: number, frame: Frame, encoded: EncodedFrame): number => {
    const { image } = frame.instance;
    if (image === undefined) return 0;
    const { transferSyntax } = encoded;
    const encoding = encodingOf(transferSyntax);
    if (encoding === 'native' || encoding === 'native-big-endian') {
      const bytes = encoded.bytes.slice() as Uint8Array<ArrayBuffer>;
      hand(slice, frame, { bytes, bigEndian: encoding === 'native-big-endian' });
      return bytes.byteLength;
    }
    const pixels: EncodedPixels = { bytes: encoded.bytes as Uint8Array<ArrayBuffer>, transferSyntax, image };
    running.add(slice);
    void pool
      .decode(pixels, () => URGENCY, life.signal)
      .then(
        (result) => {
          running.delete(slice);
          if (result.ok) handDecoded(slice, frame, result.value);
          else fail(slice);
          soon(0);
        },
        () => undefined,
      );
    return 0;
  };

  /** What the viewport does not keep */
  const fetch = (slice: number, frame: Frame) => {
    running.add(slice);
    void source.frame(frame, 'stack', life.signal).then(
      (result) => {
        running.delete(slice);
        if (result.ok) handEncoded(slice, frame, result.value);
        else fail(slice);
        soon(0);
      },
      () => undefined,
    );
  };

  /** @returns bytes that were copied, `undefined` where the slice is not here yet */
  const take = (slice: number): number | undefined => {
    const frame = frameOf(slice);
    const held = frame && stores.of(frame);
    if (frame === undefined) return undefined;
    const decoded = held?.store.decoded(held.at);
    if (decoded) {
      handDecoded(slice, frame, { ...decoded, pixels: decoded.pixels.slice() } as DecodedFrame);
      return bytesOf(decoded);
    }
    const encoded = held?.store.encoded(held.at);
    const isBusy = running.size >= AT_ONCE;
    if (encoded) return isBusy ? undefined : handEncoded(slice, frame, encoded);
    if (held?.store.problem(held.at)) fail(slice);
    else if ((held === undefined || held.store.isPartial()) && !isBusy) fetch(slice, frame);
    return undefined;
  };

  const look = () => {
    let copied = 0;
    let taken = 0;
    for (const slice of waiting) {
      if (running.has(slice)) continue;
      const bytes = take(slice);
      if (bytes === undefined) continue;
      copied += bytes;
      taken++;
      if (copied > most) break;
    }
    most = IN_ONE_TURN;
    if (taken > 0) told();
    if (waiting.size > 0) soon(copied > most ? 0 : LOOK_AGAIN);
  };

  const soon = (wait: number) => {
    clearTimeout(timer);
    if (!life.signal.aborted) timer = setTimeout(look, wait);
  };

  look();
  return () => {
    life.abort();
    clearTimeout(timer);
  };
}

/** The ends, every fourth, and then the others. */
export function fillOrder(count: number): readonly number[] {
  const order = new Set([0, count - 1]);
  for (let at = 0; at < count; at += 4) order.add(at);
  for (let at = 0; at < count; at++) order.add(at);
  return [...order];
}

/** What decoding needs of it alone: tables of colours are many numbers, and none of a volume's. */
const plain = ({ palette: _, supplement: __, ...image }: NonNullable<Frame['instance']['image']>) => image;
