import type { EncodedFrame } from '../../domain/ports/frames';
import type { Problem, Result } from '../../domain/problem';
import { err } from '../../domain/problem';
import type { ImagePixel, Instance } from '../../domain/study/study';
import type { Answer } from '../../http/answer';
import { partsIn, type AnswerPart } from '../../http/answer-parts';
import { Failure, settled } from '../../http/failure';
import { ownCode } from '../../http/own-code';
import { LARGEST_FRAME, plainLength, sizeProblem } from '../../dicom/frame-size';
import type { MediaType } from '../../http/media-type';
import type { Arriving } from '../../http/multipart';
import type { Requests } from '../requests/request';
import { isNative } from '../../dicom/transfer-syntax';
import { isDicomFile } from '../../dicom/codestream/signature';
import { Part10Error } from '../../dicom/part10/failure';
import type { Part10 } from '../../dicom/part10/file';
import { mayBeOfAccept } from '../../http/question-forms';
import { accepting, STORED_OCTETS } from '../requests/accepting';
import { frameIn } from './frame-coding';
import { namedSyntax } from './frame-syntax';

export interface FrameRequest {
  readonly instance: Instance;
  readonly image: ImagePixel;
  /** From 1, ascending */
  readonly numbers: readonly number[];
}

/** What an archive sent for some frames. */
export type FramesAnswer =
  | { readonly kind: 'frames'; readonly frames: readonly EncodedFrame[] }
  /** A whole object in the place of frames */
  | { readonly kind: 'object'; readonly object: Part10 }
  /** More than was asked for; the frames that were, where they could be counted for certain */
  | { readonly kind: 'several'; readonly frames?: readonly EncodedFrame[] };

/**
 * Frames of one instance in one request (PS3.18 §10.4.1.1.3), in the order of their numbers. All or none: where there
 * are more or fewer pictures than were asked for, and they cannot be counted, which is which cannot be told.
 */
export async function requestFrames(
  requests: Requests,
  request: FrameRequest,
  signal: AbortSignal,
  onBusy: () => void,
): Promise<Result<FramesAnswer>> {
  const { instance, image, numbers } = request;
  const tooLarge = sizeProblem(image);
  if (tooLarge) return err(tooLarge);
  const { study, series, uid } = instance;
  const path = ['studies', study, 'series', series, 'instances', uid, 'frames', numbers.join(',')];
  const url = requests.address(path);
  // A list may be what is refused, and not the form that it was asked for in: that is learned from frames by themselves.
  const isOfForm = (problem: Problem) => numbers.length === 1 && mayBeOfAccept(problem);
  const answer = await accepting(requests, 'frames', url, STORED_OCTETS, signal, { onBusy, isOfForm });
  if (!answer.ok) return answer;
  const [number] = numbers;
  const length = Number(answer.value.header('content-length') ?? NaN);
  const begun = (mediaType: MediaType) => {
    requests.archive.syntaxes?.tell(mediaType, image.transferSyntax);
    if (number === undefined || numbers.length > 1) return undefined;
    return requests.archive.beginnings?.of({ instance, number }, mediaType, length || undefined);
  };
  return settled(() => readFrames(answer.value, request, begun));
}

/** 206 of something that is no multipart: bytes out of the middle. All parts of a multipart are whole. */
const isPiece = ({ status, mediaType: { type } }: Answer) => status === 206 && !type.startsWith('multipart/');

async function readFrames(
  answer: Answer,
  { instance, image, numbers }: FrameRequest,
  begun: (mediaType: MediaType) => Arriving | undefined,
): Promise<FramesAnswer> {
  const { where } = answer;
  const malformed = (what: string) => new Failure({ kind: 'malformed', where, what });
  const frameCount = instance.frames.length;
  // Compression may add to a frame, but not this much; with nothing to go by, a page of text still fits. All frames of the
  // object may come where one was asked for.
  const partSize = Math.min(LARGEST_FRAME, plainLength(image) * frameCount * 2 + 1024 * 1024);
  if (answer.status === 204) throw malformed('no frame');
  const parts: AnswerPart[] = [];
  let size = 0;
  for await (const part of partsIn(
    answer,
    { parts: Math.max(numbers.length, frameCount), partSize },
    begun,
  )) {
    if (isDicomFile(part.bytes)) return { kind: 'object', object: await readObject(part, where) };
    size += part.bytes.byteLength;
    if (size > LARGEST_FRAME) throw malformed('more than was asked for');
    parts.push(part);
  }
  const wanted = (number: number) => ({ image, number, frameCount, where });
  if (parts.length === numbers.length) {
    const taken = numbers.map((number, at) => {
      const part = parts[at];
      if (!part || isElsewhere(part, number)) throw malformed('another frame than was asked for');
      return frameIn(part, wanted(number));
    });
    const frames = taken.flatMap(({ frame }) => frame ?? []);
    // A codestream does not tell where it ought to end: what is missing is not the picture's fault.
    if (isPiece(answer) && !frames.every(({ transferSyntax }) => isNative(transferSyntax)))
      throw malformed('a part of a frame');
    if (taken.every(({ kind }) => kind === 'frame')) return { kind: 'frames', frames };
    return { kind: 'several', ...(frames.length === numbers.length && { frames }) };
  }
  if (parts.length < numbers.length) throw malformed(`${parts.length} of ${numbers.length} frames`);
  // Every frame of the object, in its order: the standard has no other for parts.
  const own = parts.length === frameCount ? numbers.flatMap((number) => parts[number - 1] ?? []) : [];
  if (own.length !== numbers.length) return { kind: 'several' };
  const taken = own.map((part, at) => {
    const number = numbers[at] ?? 0;
    if (isElsewhere(part, number)) throw malformed('another frame than was asked for');
    return frameIn(part, wanted(number));
  });
  const frames = taken.flatMap((one) => (one.kind === 'frame' ? one.frame : []));
  return { kind: 'several', ...(frames.length === numbers.length && { frames }) };
}

async function readObject({ bytes, mediaType }: AnswerPart, where: string): Promise<Part10> {
  const { readPart10 } = await ownCode(() => import('../../dicom/part10/file'));
  try {
    return await readPart10(bytes, namedSyntax(mediaType));
  } catch (error) {
    if (!(error instanceof Part10Error)) throw error;
    throw new Failure({ kind: 'malformed', where, what: `a DICOM object: ${error.message}` });
  }
}

/** A part may say which frame it is; when it says another, it would be the wrong picture. */
function isElsewhere({ location }: AnswerPart, number: number): boolean {
  const told = /\/frames\/(\d+)\/?(?:[?#].*)?$/.exec(location ?? '')?.[1];
  return told !== undefined && Number(told) !== number;
}
