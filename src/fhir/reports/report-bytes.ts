import { err, ok, type Result } from '../../domain/problem';
import { withOwnNames } from '../resource/own-names';
import { ownAddress } from '../resource/own-address';
import type { Answer } from '../../http/answer';
import { settled } from '../../http/failure';
import { object, text, type Json } from '../resource/json';
import { ask, type FhirServer } from '../resource/request';
import { isPageInstead } from './report-pages';

const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of an attachment's `url`. Asked only below the record's own base, with its token (a literal address elsewhere is
 * `not-asked`: it could be anybody's); as they are, or out of the FHIR Binary that some servers wrap around them.
 * @param refuses whether a Binary, or what the answer's header says of it, is somebody else's
 * @throws the signal's reason when it aborts
 */
export async function bytesAt(
  server: FhirServer,
  url: string,
  mediaType: string,
  refusesLocal: (binary: Json) => boolean,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  const { where } = server;
  const refuses = (binary: Json) => refusesLocal(withOwnNames(binary, server.capabilities.ownNames));
  const address = ownAddress(url, server.base);
  if (address === undefined) return err({ kind: 'not-asked', where, why: 'foreign-origin' });
  const question = {
    address,
    // R4 3.1.0.1.11: a Binary comes as itself where the Accept header is not FHIR's.
    accept: `${mediaType}, */*;q=0.5`,
    read: async (answer: Answer) => {
      // R4 3.1.0.1.11.1: bytes that come as themselves have their security context in a header.
      const context = answer.header('x-security-context');
      if (context !== null && refuses({ securityContext: { reference: context } })) {
        answer.discard();
        return err(SOMEBODY_ELSES);
      }
      const bytes = await settled(() => answer.bytes(MOST_BYTES));
      const { type } = answer.mediaType;
      if (bytes.ok && isPageInstead(bytes.value, mediaType, type))
        return err({ kind: 'malformed' as const, where, what: 'a web page instead of a report' });
      if (bytes.ok) return unwrapped(type, bytes.value, where, refuses);
      return bytes.problem.kind === 'impossible-size'
        ? err({ ...bytes.problem, what: 'a report of more than 64 MB' })
        : bytes;
    },
  };
  return ask(server, question, signal);
}

const SOMEBODY_ELSES = { kind: 'different-person', differs: ['identifier'] } as const;

/** A FHIR answer is a Binary with the bytes in it, or no report at all. */
function unwrapped(
  type: string,
  bytes: Uint8Array,
  where: string,
  refuses: (binary: Json) => boolean,
): Result<Uint8Array> {
  if (bytes.byteLength === 0) return err({ kind: 'malformed', where, what: 'nothing instead of a report' });
  if (!/fhir\+json|^application\/json/.test(type)) return ok(bytes);
  try {
    const resource = object(JSON.parse(new TextDecoder().decode(bytes)) as unknown);
    if (resource && refuses(resource)) return err(SOMEBODY_ELSES);
    const inside =
      resource?.['resourceType'] === 'Binary' ? bytesOfBase64(text(resource['data'])) : undefined;
    return inside
      ? ok(inside)
      : err({ kind: 'malformed', where, what: 'something else instead of a report' });
  } catch {
    return err({ kind: 'malformed', where, what: 'broken JSON instead of a report' });
  }
}

/** FHIR base64Binary may hold white space. `undefined` where it is no Base64. */
export function bytesOfBase64(data: string | undefined): Uint8Array | undefined {
  if (data === undefined) return undefined;
  try {
    const letters = atob(data.replace(/\s+/g, ''));
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}
