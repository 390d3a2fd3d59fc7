import type { Answer } from './answer';
import { Failure } from './failure';
import { mediaTypeOf, type MediaType } from './media-type';
import { MultipartError, partsOf, type MultipartLimits } from './multipart';

export interface AnswerPart {
  readonly mediaType: MediaType;
  /** Content-Location, where the part says what it is */
  readonly location?: string;
  readonly bytes: Uint8Array;
}

/**
 * The parts of an answer as they arrive; an answer that is not multipart is one part. Throws a Failure: `malformed` for
 * a body that is not well formed or breaks off, or what reading it came to.
 * @param begun told of each part's media type before its bytes are here
 */
export async function* partsIn(
  answer: Answer,
  limits: MultipartLimits,
  begun?: (mediaType: MediaType) => void,
): AsyncGenerator<AnswerPart> {
  const { type, parameters } = answer.mediaType;
  if (!type.startsWith('multipart/')) {
    begun?.(answer.mediaType);
    const bytes = await answer.bytes(limits.partSize);
    if (bytes.byteLength > 0) yield { mediaType: answer.mediaType, bytes };
    return;
  }
  try {
    for await (const { headers, bytes } of partsOf(
      answer.chunks(),
      parameters.get('boundary') ?? '',
      limits,
      (headers) => begun?.(mediaTypeOf(headers.get('content-type'))),
    )) {
      yield {
        mediaType: mediaTypeOf(headers.get('content-type')),
        location: headers.get('content-location'),
        bytes,
      };
    }
  } catch (error) {
    if (!(error instanceof MultipartError)) throw error;
    throw new Failure({ kind: 'malformed', where: answer.where, what: `multipart: ${error.message}` });
  }
}
