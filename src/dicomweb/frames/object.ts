import type { ObjectContent } from '../../domain/ports/frames';
import type { Problem, Result } from '../../domain/problem';
import type { Instance } from '../../domain/study/study';
import { isDicomFile } from '../../dicom/codestream/signature';
import { partsIn } from '../../http/answer-parts';
import { Failure, settled } from '../../http/failure';
import { accepting, STORED_OBJECTS } from '../requests/accepting';
import type { Requests } from '../requests/request';
import { namedSyntax } from './frame-syntax';

/** Bytes of one object: contours, and segmentations of a whole body, have some hundred megabytes at most */
const LARGEST = 512 * 1024 * 1024;

/**
 * One object as its file (PS3.18 §10.4.1.1.1), not read: whoever wants it reads it apart. Rejects only with the signal's
 * reason.
 */
export async function retrieveObject(
  requests: Requests,
  { study, series, uid }: Instance,
  signal: AbortSignal,
): Promise<Result<ObjectContent>> {
  const address = requests.address(['studies', study, 'series', series, 'instances', uid]);
  const answer = await accepting(requests, 'objects', address, STORED_OBJECTS, signal);
  if (!answer.ok) return answer;
  const { where } = answer.value;
  return settled(async (): Promise<ObjectContent> => {
    if (Number(answer.value.header('content-length')) > LARGEST) {
      answer.value.discard();
      throw new Failure(tooLarge(where));
    }
    for await (const { mediaType, bytes } of partsIn(answer.value, { parts: 1, partSize: LARGEST })) {
      signal.throwIfAborted();
      if (!isDicomFile(bytes))
        throw new Failure({ kind: 'malformed', where, what: `${mediaType.type} instead of a DICOM object` });
      const transferSyntax = namedSyntax(mediaType);
      return { kind: 'file', bytes, ...(transferSyntax !== undefined && { transferSyntax }) };
    }
    throw new Failure({ kind: 'not-found', where });
  });
}

const tooLarge = (where: string): Problem => ({
  kind: 'too-large',
  what: 'an object of more than 512 MB',
  where,
});
