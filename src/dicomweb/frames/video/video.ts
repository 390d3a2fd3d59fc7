import type { Problem, Result } from '../../../domain/problem';
import { err, ok } from '../../../domain/problem';
import type { Instance } from '../../../domain/study/study';
import type { VideoProgress, VideoStream } from '../../../domain/study/video';
import type { Answer } from '../../../http/answer';
import { partsIn } from '../../../http/answer-parts';
import { concatenated } from '../../../domain/bytes';
import { Failure, settled } from '../../../http/failure';
import { addressesOf } from '../../requests/addresses';
import { accepting, BULK_OCTETS, STORED_OCTETS } from '../../requests/accepting';
import { Part10Error } from '../../../dicom/part10/failure';
import type { Part10 } from '../../../dicom/part10/file';
import type { Requests } from '../../requests/request';
import { isVideoStream } from './video-container';
import { checkObject, objectHere, wholeObject } from '../whole-frames';
import { mayBeFrame } from '../frame-syntax';
import type { WholeStudies } from '../../whole-studies/whole-studies';

/** Bytes a video may have: it is held in memory as a whole */
const LARGEST = 512 * 1024 * 1024;
/** Bulk data come in as many parts as there are fragments */
const MOST_PARTS = 100_000;
/** ms between two reports of how much is here */
const PACE = 250;

type Question = readonly [kind: string, forms: readonly string[]];
type Told = (progress: VideoProgress) => void;
type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The stream of a video in the best way that the archive offers: out of an object that is here, as its only frame, by
 * the address that its metadata give, out of the whole object, or as the archive renders it. Archives differ in which
 * of these they have for videos, and answer the others with any status. Rejects only with the signal's reason.
 */
export async function retrieveVideo(
  requests: Requests,
  whole: WholeStudies,
  instance: Instance,
  told: Told,
  signal: AbortSignal,
): Promise<Result<VideoStream>> {
  const { study, series, uid, image } = instance;
  const path = ['studies', study, 'series', series, 'instances', uid];
  const at = (...more: readonly string[]) => requests.address([...path, ...more]);
  const bulk = image?.bulkUri;
  const bulkAddresses = bulk === undefined ? [] : addressesOf(requests, bulk, at(''), study);
  const stored = (address: URL, question: Question) => streamAt(requests, address, question, told, signal);

  const here = objectHere(whole, instance);
  if (here) return fromObject(here, instance, requests);
  const ways: readonly (() => Promise<Result<Bytes>>)[] = [
    ...(whole.offersOf(instance.archive).isAbsent('frames')
      ? []
      : [() => stored(at('frames', '1'), ['frames', STORED_OCTETS])]),
    ...bulkAddresses.map((address) => () => stored(address, ['bulk', BULK_OCTETS])),
  ];
  for (const way of ways) {
    const stream = await way();
    if (stream.ok) return ok({ bytes: stream.value, rendered: false });
    if (isFinal(stream.problem)) return stream;
  }
  const object = await wholeObject(requests, whole, instance, signal);
  if (object.ok) return fromObject(object.value, instance, requests);
  if (isFinal(object.problem)) return object;
  const rendered = await streamAt(
    requests,
    at('rendered'),
    ['rendered video', ['video/mp4', '*/*']],
    told,
    signal,
  );
  return rendered.ok ? ok({ bytes: rendered.value, rendered: true }) : object;
}

/** Problems that another way to the same archive would meet too. */
const isFinal = ({ kind }: Problem) => !['not-found', 'failed', 'malformed'].includes(kind);

function fromObject(object: Part10, instance: Instance, { archive }: Requests) {
  const { name: where } = archive;
  return settled(async (): Promise<VideoStream> => {
    checkObject(object, instance, archive);
    try {
      return { bytes: object.stream(), rendered: false };
    } catch (error) {
      if (!(error instanceof Part10Error)) throw error;
      throw new Failure({ kind: 'malformed', where, what: `a DICOM object: ${error.message}` });
    }
  });
}

async function streamAt(
  requests: Requests,
  address: URL,
  [kind, forms]: Question,
  told: Told,
  signal: AbortSignal,
): Promise<Result<Bytes>> {
  const answer = await accepting(requests, kind, address, forms, signal);
  if (!answer.ok) return answer;
  const length = Number(answer.value.header('content-length'));
  if (length > LARGEST) {
    answer.value.discard();
    return err<Problem>(tooLarge);
  }
  return settled(() => readStream(watched(answer.value, length, told)));
}

const tooLarge: Problem = {
  kind: 'too-large',
  what: `a video of more than ${LARGEST / 1024 / 1024} MB`,
};

async function readStream(answer: Answer): Promise<Bytes> {
  const malformed = (what: string) => new Failure({ kind: 'malformed', where: answer.where, what });
  const pieces: Uint8Array[] = [];
  for await (const { mediaType, bytes } of partsIn(answer, { parts: MOST_PARTS, partSize: LARGEST })) {
    if (!mayBeFrame(mediaType)) throw malformed(`${mediaType.type} instead of a video`);
    pieces.push(bytes);
  }
  const stream = concatenated(pieces);
  if (!isVideoStream(stream)) throw malformed('something else than a video');
  return stream;
}

/** The answer with an end, and with somebody who hears how far it is. */
function watched(answer: Answer, length: number, told: Told): Answer {
  const expected = length > 0 && answer.header('content-encoding') === null ? { expected: length } : {};
  async function* chunks() {
    let received = 0;
    let last = -Infinity;
    for await (const chunk of answer.chunks()) {
      received += chunk.byteLength;
      if (received > LARGEST) throw new Failure(tooLarge);
      const now = performance.now();
      if (now - last >= PACE) {
        last = now;
        told({ received, ...expected });
      }
      yield chunk;
    }
  }
  async function bytes() {
    const pieces: Uint8Array[] = [];
    for await (const chunk of chunks()) pieces.push(chunk);
    return concatenated(pieces);
  }
  return { ...answer, chunks, bytes };
}
