import type { EncodedFrame } from '../../domain/ports/frames';
import type { ImagePixel } from '../../domain/study/study';
import { picturesIn, signatureOf, type Signature } from '../../dicom/codestream/signature';
import { isPlainLength, plainLayout } from '../../dicom/frame-size';
import { DEFLATED_FRAMES, EXPLICIT_LITTLE_ENDIAN, isNative } from '../../dicom/transfer-syntax';
import type { AnswerPart } from '../../http/answer-parts';
import { Failure } from '../../http/failure';
import type { MediaType } from '../../http/media-type';
import { checkedFrame } from './encoded-frame';
import { mayBeFrame, namedSyntax, transferSyntaxOf } from './frame-syntax';

/** What is known of the frame that was asked for. */
export interface Wanted {
  readonly image: ImagePixel;
  /** From 1 */
  readonly number: number;
  /** Frames of its object */
  readonly frameCount: number;
  readonly where: string;
}

/** A frame, or more than was asked for: then the one that was, where they could be counted for certain. */
export type Taken =
  | { readonly kind: 'frame'; readonly frame: EncodedFrame }
  | { readonly kind: 'several'; readonly frame?: EncodedFrame };

/**
 * The frame that a part holds. Its bytes are looked at before its labels: a codestream names itself, plain samples are told
 * by their length, and several pictures are not one. Throws a Failure where it is none.
 */
export function frameIn({ mediaType, bytes }: AnswerPart, wanted: Wanted): Taken {
  const { image, where, number, frameCount } = wanted;
  const signature = signatureOf(bytes, image);
  const transferSyntax = syntaxOf(bytes, mediaType, signature, wanted);
  const native = isNative(transferSyntax);
  const frame = (own: Uint8Array) => checkedFrame({ bytes: own, transferSyntax }, image, where);
  // An object of one picture has no other to be taken for it, whatever follows it.
  if (frameCount < 2 || (native && isPlainLength(bytes.byteLength, image)))
    return { kind: 'frame', frame: frame(bytes) };
  const all = native ? plainFrames(bytes, image, frameCount) : picturesIn(bytes, image);
  if (all?.length === 1) return { kind: 'frame', frame: frame(bytes) };
  const own = all?.length === frameCount ? all[number - 1] : undefined;
  if (all === undefined && native) return { kind: 'frame', frame: frame(bytes) };
  return { kind: 'several', ...(own && { frame: frame(own) }) };
}

/** Plain frames one behind the other; `undefined` where the length is none of several. */
function plainFrames(
  bytes: Uint8Array,
  image: ImagePixel,
  frameCount: number,
): readonly Uint8Array[] | undefined {
  const { length } = plainLayout(Math.floor(bytes.byteLength / frameCount), image);
  const count = Math.floor(bytes.byteLength / length);
  // Single bits of frames may share a byte: they are taken out of the object, which knows.
  if (bytes.byteLength - count * length > 1 || image.bitsAllocated < 8) return undefined;
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length));
}

function syntaxOf(
  bytes: Uint8Array,
  mediaType: MediaType,
  signature: Signature | undefined,
  { image, where, frameCount }: Wanted,
): string {
  const malformed = (what: string) => new Failure({ kind: 'malformed', where, what });
  const plain = isPlainLength(bytes.byteLength, image);
  const named = namedSyntax(mediaType);
  const label = transferSyntaxOf(mediaType, image.transferSyntax, plain);
  // It has no signature, and may begin like anything.
  if (label === DEFLATED_FRAMES) return label;
  if (signature?.kind === 'picture' && (!plain || isPlausible(signature, label, image)))
    return [named, label, image.transferSyntax].find(isOneOf(signature.syntaxes)) ?? signature.syntaxes[0];
  if (!mayBeFrame(mediaType)) throw malformed(`${mediaType.type} instead of pixels`);
  // Compressed pictures name themselves: what does not, and is as long as plain samples, is those.
  if (plain) return named !== undefined && isNative(named) ? named : EXPLICIT_LITTLE_ENDIAN;
  if (signature?.kind === 'other') throw malformed(`${signature.what} instead of pixels`);
  if (signature?.kind === 'object') throw malformed('a DICOM object instead of pixels');
  if (label === undefined) throw malformed(`${mediaType.type} instead of pixels`);
  const isUnsaid = named === undefined && image.transferSyntax === undefined && isNative(label);
  if (isUnsaid && !isWholeNumberOf(bytes, image, frameCount))
    throw new Failure({ kind: 'coding-unknown', where });
  return label;
}

/** Whether bytes that are as long as plain samples are a codestream all the same: the labels or its own size say so. */
function isPlausible(
  { size }: Extract<Signature, { kind: 'picture' }>,
  label: string | undefined,
  { rows, columns }: ImagePixel,
): boolean {
  return (label !== undefined && !isNative(label)) || (size?.rows === rows && size.columns === columns);
}

const isOneOf = (syntaxes: readonly string[]) => (syntax: string | undefined) =>
  syntax !== undefined && syntaxes.includes(syntax);

const isWholeNumberOf = (bytes: Uint8Array, image: ImagePixel, frameCount: number) =>
  (plainFrames(bytes, image, frameCount)?.length ?? 0) > 1;
