import type { Problem, Result } from '../../domain/problem';
import type { Answer } from '../../http/answer';
import { partsIn, type AnswerPart } from '../../http/answer-parts';
import { Failure, settled } from '../../http/failure';
import { ownCode } from '../../http/own-code';
import { isDicomFile } from '../../dicom/codestream/signature';
import { textOf } from '../../dicom/dataset';
import { Part10Error } from '../../dicom/part10/failure';
import { namedSyntax } from '../frames/frame-syntax';
import { accepting, STORED_OBJECTS } from '../requests/accepting';
import { saidMissing } from '../../http/warning';
import type { Requests } from '../requests/request';
import type { Part } from './retrieval';
import * as Tag from '../../dicom/tags';

const MOST_OBJECTS = 100_000;

/** A study, a series of it, or an instance of that. */
export type Place = readonly [study: string, series?: string, instance?: string];

const NAMES = ['studies', 'series', 'instances'] as const;
const pathOf = (place: Place) => NAMES.flatMap((name, at) => (place[at] ? [name, place[at]] : []));

export interface ObjectRequest {
  readonly place: Place;
  /** Bytes that the answer may have */
  readonly limit: number;
  /** Given each object as it arrives. Throws a Failure to stop. */
  readonly receive: (part: Part) => void;
}

/** Whole objects (PS3.18 §10.4.1.1.1), read as they arrive. Rejects only with the signal's reason. */
export async function requestObjects(
  requests: Requests,
  { place, limit, receive }: ObjectRequest,
  signal: AbortSignal,
): Promise<Result<void>> {
  const answer = await accepting(
    requests,
    'objects',
    requests.address(pathOf(place)),
    STORED_OBJECTS,
    signal,
  );
  if (!answer.ok) return answer;
  const { mediaType, where } = answer.value;
  const stop = (problem: Problem) => {
    answer.value.discard();
    throw new Failure(problem);
  };
  return settled(async () => {
    if (answer.value.status === 204) stop({ kind: 'not-found', where });
    if (Number(answer.value.header('content-length')) > limit) stop(tooLarge(limit));
    if (isPage(mediaType.type))
      stop({ kind: 'malformed', where, what: `${mediaType.type} instead of DICOM objects` });
    if (saidMissing(answer.value) !== undefined) receive({ incomplete: true });
    let parts = 0;
    for await (const part of partsIn(limited(answer.value, limit), {
      parts: MOST_OBJECTS,
      partSize: limit,
    })) {
      signal.throwIfAborted();
      parts++;
      receive(await read(part, place[0]));
    }
    if (parts === 0) throw new Failure({ kind: 'malformed', where, what: 'an answer without objects' });
  });
}

/** What no archive labels objects with; under every other type they are told by how they begin. */
const isPage = (type: string) => /^(text\/html|application\/(json|xml|problem\+json))$/.test(type);

async function read({ mediaType, bytes }: AnswerPart, study: string): Promise<Part> {
  if (!isDicomFile(bytes))
    return { unreadable: `${mediaType.type || 'something'} instead of a DICOM object` };
  const { readPart10 } = await ownCode(() => import('../../dicom/part10/file'));
  try {
    const object = await readPart10(bytes, namedSyntax(mediaType));
    const uid = textOf(object.dataset, Tag.SOPInstanceUID);
    if (uid === undefined) return { unreadable: 'it has no SOP Instance UID' };
    if (textOf(object.dataset, Tag.StudyInstanceUID) !== study)
      return { unreadable: 'it belongs to another study' };
    return { uid, object };
  } catch (error) {
    if (error instanceof Part10Error) return { unreadable: `it cannot be read: ${error.message}` };
    throw error;
  }
}

/** The answer with an end: without one, a part without its own length could fill the memory. */
function limited(answer: Answer, limit: number): Answer {
  async function* chunks() {
    let length = 0;
    for await (const chunk of answer.chunks()) {
      length += chunk.byteLength;
      if (length > limit) throw new Failure(tooLarge(limit));
      yield chunk;
    }
  }
  return { ...answer, chunks };
}

export const tooLarge = (limit: number): Problem => ({
  kind: 'impossible-size',
  what: `a study of more than ${Math.round(limit / 1024 / 1024)} MB, which this archive sends only whole`,
});
