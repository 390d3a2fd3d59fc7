import type { Documents } from '../domain/ports/documents';
import { err, ok, type Problem } from '../domain/problem';
import { textForm } from './media-type';
import { readPlain } from './read-plain';

/** Bytes of a report that are read on the page itself, in the time of a frame or two; more are read in a worker. */
const SHORT = 32 * 1024;

/**
 * The port's two ways in. A short plain text is read at once; neither the other forms' readers nor pdf.js are loaded before the
 * first report that needs them. A long report never holds the page: it is read in a worker.
 */
export const documents: Documents = {
  read: async (bytes, mediaType, where) => {
    const form = textForm(mediaType, bytes);
    if (form === 'pdf') return ok({ kind: 'pdf', bytes });
    if (bytes.byteLength > SHORT && typeof Worker !== 'undefined') {
      const apart = await import('./read-apart').catch(() => undefined);
      return (await apart?.readApart({ bytes, mediaType, where })) ?? err(notLoaded());
    }
    if (form === 'plain') return readPlain(bytes, mediaType, where);
    const code = await import('./read-document').catch(() => undefined);
    return code ? code.readDocument(bytes, mediaType, where) : err(notLoaded());
  },
  openPdf: async (bytes, where, signal) => {
    const code = await import('./pdf/pdf').catch(() => undefined);
    return code ? code.openPdf(bytes, where, signal) : err(notLoaded());
  },
};

/** The viewer's own code did not come: the line is down, or another version was deployed since. */
function notLoaded(): Problem {
  const where = 'this viewer';
  return navigator.onLine ? { kind: 'unreachable', where } : { kind: 'offline', where };
}
