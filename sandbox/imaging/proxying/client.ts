import type { DicomJson } from '../../catalogue';

/** The little of DICOMweb that is asked of an archive behind the record. */
export interface ArchiveClient {
  /** A JSON answer; empty for 204 */
  search(path: string): Promise<DicomJson[]>;
  /** The first part of a multipart answer */
  part(path: string, mediaType: string): Promise<Uint8Array>;
}

/** @param root the DICOMweb root; a trailing slash does not matter */
export function archiveClient(root: string): ArchiveClient {
  const forms = formsOfPart;
  let form = 0;
  const address = (path: string) => `${root.replace(/\/+$/, '')}/${path}`;
  const ask = async (path: string, accept: string) => {
    const response = await fetch(address(path), { headers: { Accept: accept } }).catch((reason: unknown) => {
      throw new Error(`The archive at ${root} cannot be reached`, { cause: reason });
    });
    if (!response.ok) throw new Refused(`The archive at ${root} answered ${response.status} to ${path}`);
    return response;
  };
  /** In the form that was taken before; in plainer ones where that is refused. */
  const inForms = async (path: string, mediaType: string): Promise<Response> => {
    for (let at = form; ; at += 1) {
      try {
        const response = await ask(path, forms[at]?.(mediaType) ?? '*/*');
        form = at;
        return response;
      } catch (reason) {
        if (!(reason instanceof Refused) || at >= forms.length) throw reason;
      }
    }
  };
  return {
    async search(path) {
      const response = await ask(path, 'application/dicom+json');
      if (response.status === 204) return [];
      const answer: unknown = await response.json().catch(() => undefined);
      if (!Array.isArray(answer))
        throw new Error(`The archive at ${root} did not answer ${path} with DICOM JSON`);
      return answer as DicomJson[];
    },
    async part(path, mediaType) {
      const response = await inForms(path, mediaType);
      const type = response.headers.get('Content-Type') ?? '';
      return firstPart(new Uint8Array(await response.arrayBuffer()), type);
    },
  };
}

/** The archive answered, and not with what was asked for. */
class Refused extends Error {}

/** Some archives fail over a transfer syntax of their choice, and give what is stored without it. */
const formsOfPart: readonly ((mediaType: string) => string)[] = [
  (mediaType) => `multipart/related; type=${mediaType}; transfer-syntax=*`,
  (mediaType) => `multipart/related; type="${mediaType}"; transfer-syntax=*`,
  (mediaType) => `multipart/related; type="${mediaType}"`,
];

/**
 * The body of the first part. Its Content-Length is believed where it is given and fits, since pixels may hold anything.
 * @throws Error where the answer is not multipart, or is cut off
 */
export function firstPart(body: Uint8Array, contentType: string): Uint8Array {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!contentType.toLowerCase().startsWith('multipart/related') || !boundary)
    throw new Error(`Not a multipart answer: ${contentType || 'no content type'}`);
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const head = bytes.indexOf(`--${boundary}`);
  const blank = bytes.indexOf('\r\n\r\n', head);
  if (head < 0 || blank < 0) throw new Error('A multipart answer without a part');
  const start = blank + 4;
  const said = /content-length: *(\d+)/i.exec(bytes.toString('latin1', head, blank))?.[1];
  if (said !== undefined && bytes.indexOf(`\r\n--${boundary}`, start + Number(said)) === start + Number(said))
    return body.subarray(start, start + Number(said));
  const end = bytes.indexOf(`\r\n--${boundary}`, start);
  if (end < 0) throw new Error('A multipart answer that is cut off');
  return body.subarray(start, end);
}
