import type { EncodedFrame } from '../../domain/ports/frames';
import type { ImagePixel } from '../../domain/study/study';
import { Failure } from '../../http/failure';
import { isPlainLength, plainLength } from '../../dicom/frame-size';
import { isNative } from '../../dicom/transfer-syntax';

/** A frame that can be one: throws a Failure where its bytes and what is known of the picture contradict each other. */
export function checkedFrame(
  { bytes, transferSyntax }: EncodedFrame,
  image: ImagePixel,
  where: string,
): EncodedFrame {
  if (bytes.byteLength === 0) throw new Failure({ kind: 'malformed', where, what: 'a frame without bytes' });
  const native = isNative(transferSyntax);
  if (native && isPlainLength(bytes.byteLength, image)) return { bytes, transferSyntax };
  if (looksLikeText(bytes)) throw new Failure({ kind: 'malformed', where, what: 'text instead of pixels' });
  if (native) {
    const what = `${bytes.byteLength} bytes for a frame of ${plainLength(image)}`;
    throw new Failure({ kind: 'impossible-size', what });
  }
  return { bytes, transferSyntax };
}

/** A page or a message under a picture's media type; no compressed picture begins with any of these. */
function looksLikeText(bytes: Uint8Array): boolean {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  return /^(<!doctype|<html|<\?xml|<head|<body|\{\s*"|\[\s*\{)/.test(beginning);
}
