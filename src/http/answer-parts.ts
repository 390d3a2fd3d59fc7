import { concatenated } from '../domain/bytes';
import { wholeBody, type Answer } from './answer';
import { Failure } from './failure';
import { mediaTypeOf, type MediaType } from './media-type';
import { boundaryWithin, MultipartError, partsOf, type Arriving, type MultipartLimits } from './multipart';

export interface AnswerPart {
  readonly mediaType: MediaType;
  /** Content-Location, where the part says what it is */
  readonly location?: string;
  readonly bytes: Uint8Array;
}

/** Bytes of a body that are looked at to tell whether it is multipart */
const BEGINNING = 512;

/**
 * The parts of an answer as they arrive; one that is not multipart is one part. What the body is, its beginning decides:
 * archives leave the header out, or put it over a body of one part. Throws a Failure: `malformed` for a body that is not
 * well formed or breaks off, or what reading it came to.
 * @param begun told of each part's media type before its bytes are here; what it returns, of the bytes of a multipart's part as
 * they arrive
 */
export async function* partsIn(
  answer: Answer,
  limits: MultipartLimits,
  begun?: (mediaType: MediaType) => Arriving | undefined,
): AsyncGenerator<AnswerPart> {
  const { type, parameters } = answer.mediaType;
  const isLabelled = type.startsWith('multipart/');
  const body = answer.chunks();
  // What a label tells, it tells before the first bytes are here.
  const arriving = isLabelled ? undefined : begun?.(answer.mediaType);
  const { beginning, all } = isLabelled
    ? { beginning: new Uint8Array(), all: body }
    : await peeked(body, BEGINNING);
  const boundary = isLabelled ? (parameters.get('boundary') ?? '') : boundaryWithin(beginning);
  if (boundary === undefined) {
    const bytes = await wholeBody(arriving ? told(all, arriving) : all, limits.partSize);
    if (bytes.byteLength > 0) yield { mediaType: answer.mediaType, bytes };
    return;
  }
  const labelOf = (headers: ReadonlyMap<string, string>) =>
    withDefaults(mediaTypeOf(headers.get('content-type')), answer.mediaType);
  try {
    for await (const { headers, bytes } of partsOf(all, boundary, limits, (headers) =>
      begun?.(labelOf(headers)),
    )) {
      yield { mediaType: labelOf(headers), location: headers.get('content-location'), bytes };
    }
  } catch (error) {
    if (!(error instanceof MultipartError)) throw error;
    throw new Failure({ kind: 'malformed', where: answer.where, what: `multipart: ${error.message}` });
  }
}

/** The same body, of whose bytes somebody is told as they arrive. */
async function* told(body: AsyncIterable<Uint8Array>, arriving: Arriving): AsyncGenerator<Uint8Array> {
  const here: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    here.push(chunk);
    length += chunk.byteLength;
    arriving(length, (count) => concatenated(here).subarray(0, count));
    yield chunk;
  }
}

/** What a part does not say of itself, the answer may say of its parts. */
function withDefaults(part: MediaType, whole: MediaType): MediaType {
  return {
    type: part.type || (whole.type.startsWith('multipart/') ? unquoted(whole.parameters.get('type')) : ''),
    parameters: new Map([...[...whole.parameters].filter(([name]) => !OWN.has(name)), ...part.parameters]),
  };
}

/** Parameters of the multipart type itself (RFC 2387) */
const OWN = new Set(['type', 'boundary', 'start', 'start-info']);

const unquoted = (value: string | undefined) => (value ?? '').replace(/^'|'$/g, '').toLowerCase();

/** The first bytes of a body, and all of it. */
async function peeked(body: AsyncGenerator<Uint8Array>, count: number) {
  const first: Uint8Array[] = [];
  for (let length = 0; length < count;) {
    const next = await body.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.byteLength;
  }
  async function* all() {
    try {
      yield* first;
      yield* body;
    } finally {
      void body.return(undefined).catch(() => undefined);
    }
  }
  return { beginning: concatenated(first), all: all() };
}
