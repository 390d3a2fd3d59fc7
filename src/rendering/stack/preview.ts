import type { EncodedFrame, FrameSource } from '../../domain/ports/frames';
import type { Frame } from '../../domain/study/study';
import { asBeginning, isLarge } from '../decode/first-resolution';
import type { DecodedFrame } from '../decode/pixels';
import type { DecodePool } from '../decode/pool';
import { smallPicture } from '../paint/small-picture';

/** Milliseconds that the pixels themselves are given: on a quick line they are there by then. */
const PIXELS_WAIT = 60;
/** Pixels on the longer side that are asked for */
const SIZE = 768;
/** How far a preview's sides may be from the picture's, before it is taken for something else. */
const TOLERANCE = 0.02;

/**
 * What stands for a large frame until its pixels are there, whichever comes first: a picture that the archive made, one out of
 * the first bytes of the frame itself, while the others arrive, or one of its smaller resolutions, while all of it is being decoded.
 */
export interface Preview {
  readonly picture: () => ImageBitmap | OffscreenCanvas | undefined;
  /** The frame in a smaller resolution, or with less detail: more of it than before. */
  take(decoded: DecodedFrame): void;
  stop(): void;
}

/** @param onready called for each picture that is there in time */
export function preview(
  source: FrameSource,
  pool: Pick<DecodePool, 'decode'>,
  frame: Frame,
  onready: () => void,
): Preview {
  const asking = new AbortController();
  const living = new AbortController();
  const { image } = frame.instance;
  let archives: ImageBitmap | undefined;
  let own: OffscreenCanvas | undefined;

  const ask = async () => {
    const answer = await source.preview?.(frame, SIZE, asking.signal);
    if (!answer?.ok || asking.signal.aborted) return;
    const made = await createImageBitmap(answer.value);
    if (asking.signal.aborted || !isOf(frame, made)) return made.close();
    archives = made;
    onready();
  };
  const late =
    image && isLarge(image) ? setTimeout(() => void ask().catch(() => undefined), PIXELS_WAIT) : undefined;

  const endAsking = () => {
    clearTimeout(late);
    asking.abort();
  };

  const take = (decoded: DecodedFrame) => {
    if (archives || living.signal.aborted) return;
    own = smallPicture(frame, decoded) ?? own;
    if (own === undefined) return;
    endAsking();
    onready();
  };

  const takeBeginning = ({ bytes, transferSyntax }: EncodedFrame) => {
    const encoded = image && asBeginning({ bytes: Uint8Array.from(bytes), transferSyntax, image });
    if (encoded === undefined || archives) return;
    void pool
      .decode(encoded, () => 0, living.signal)
      .then(
        (result) => result.ok && take(result.value),
        () => undefined,
      );
  };
  source.onBeginning?.(frame, takeBeginning, living.signal);

  return {
    picture: () => archives ?? own,
    take,
    stop() {
      endAsking();
      living.abort();
      archives?.close();
      archives = own = undefined;
    },
  };
}

function isOf({ instance: { image } }: Frame, { width, height }: ImageBitmap): boolean {
  if (image === undefined || width === 0 || height === 0) return false;
  const asked = image.columns / image.rows;
  return Math.abs(width / height / asked - 1) <= TOLERANCE;
}
