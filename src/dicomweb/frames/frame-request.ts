import type { EncodedFrame } from '../../domain/ports/frames';
import type { Result } from '../../domain/problem';
import { err } from '../../domain/problem';
import type { ImagePixel, Instance } from '../../domain/study/study';
import type { Answer } from '../../http/answer';
import { partsIn, type AnswerPart } from '../../http/answer-parts';
import { checkedFrame } from './encoded-frame';
import { Failure, settled } from '../../http/failure';
import { isPlainLength, LARGEST_FRAME, plainLength, sizeProblem } from '../../dicom/frame-size';
import type { MediaType } from '../../http/media-type';
import type { Requests } from '../requests/request';
import { transferSyntaxOf } from './frame-syntax';

/**
 * As it is stored: nothing is transcoded, nothing is lost. Unquoted and under 128 bytes, so that it is no reason for a
 * preflight, and because Orthanc fails on the quoted form.
 */
export const ACCEPT = 'multipart/related; type=application/octet-stream; transfer-syntax=*';

export interface FrameRequest {
  readonly instance: Instance;
  readonly image: ImagePixel;
  /** From 1, ascending */
  readonly numbers: readonly number[];
}

/**
 * Frames of one instance in one request (PS3.18 §10.4.1.1.3), in the order of their numbers. All or none: where there
 * are more or fewer parts than were asked for, which picture is which cannot be told.
 */
export async function requestFrames(
  requests: Requests,
  { instance, image, numbers }: FrameRequest,
  signal: AbortSignal,
  onBusy: () => void,
): Promise<Result<readonly EncodedFrame[]>> {
  const tooLarge = sizeProblem(image);
  if (tooLarge) return err(tooLarge);
  const { study, series, uid } = instance;
  const path = ['studies', study, 'series', series, 'instances', uid, 'frames', numbers.join(',')];
  const answer = await requests.get(requests.address(path), ACCEPT, signal, onBusy);
  if (!answer.ok) return answer;
  const begun = (mediaType: MediaType) => requests.archive.syntaxes?.tell(mediaType, image.transferSyntax);
  return settled(() => readFrames(answer.value, image, numbers, begun));
}

async function readFrames(
  answer: Answer,
  image: ImagePixel,
  numbers: readonly number[],
  begun: (mediaType: MediaType) => void,
): Promise<readonly EncodedFrame[]> {
  const malformed = (what: string) => new Failure({ kind: 'malformed', where: answer.where, what });
  // Compression may add to a frame, but not this much; with nothing to go by, a page of text still fits.
  const partSize = Math.min(LARGEST_FRAME, plainLength(image) * 2 + 1024 * 1024);
  const frames: EncodedFrame[] = [];
  if (answer.status === 204) throw malformed('no frame');
  for await (const part of partsIn(answer, { parts: numbers.length, partSize }, begun)) {
    const number = numbers[frames.length];
    if (isElsewhere(part, number)) throw malformed('another frame than was asked for');
    frames.push(encodedFrame(part, image, answer.where));
  }
  if (frames.length !== numbers.length) throw malformed(`${frames.length} of ${numbers.length} frames`);
  return frames;
}

/** A part may say which frame it is; when it says another, it would be the wrong picture. */
function isElsewhere({ location }: AnswerPart, number: number | undefined): boolean {
  const told = /\/frames\/(\d+)\/?$/.exec(location ?? '')?.[1];
  return told !== undefined && Number(told) !== number;
}

function encodedFrame({ mediaType, bytes }: AnswerPart, image: ImagePixel, where: string): EncodedFrame {
  const plain = isPlainLength(bytes.byteLength, image);
  const transferSyntax = transferSyntaxOf(mediaType, image.transferSyntax, plain);
  if (transferSyntax === undefined) {
    throw new Failure({ kind: 'malformed', where, what: `${mediaType.type} instead of pixels` });
  }
  return checkedFrame({ bytes, transferSyntax }, image, where);
}
