import type { RequestBody } from '../../http/request';
import { concatenated } from '../../domain/bytes';

/**
 * DICOM files as the one body of a store request.
 *
 * @param boundary random, so that no file has it
 */
export function storeBody(files: readonly Uint8Array[], boundary: string = crypto.randomUUID()): RequestBody {
  const text = (words: string) => new TextEncoder().encode(words);
  const head = text(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`);
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    bytes: concatenated([
      ...files.flatMap((file) => [head, file, text('\r\n')]),
      text(`--${boundary}--\r\n`),
    ]),
  };
}
