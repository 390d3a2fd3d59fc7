import type { Documents } from '../domain/ports/documents';
import { err, type Problem } from '../domain/problem';
import { textForm } from './media-type';
import { readPlain } from './read-plain';

/**
 * The port's two ways in. Plain text is read at once; neither the sanitiser and the other forms' readers nor pdf.js are
 * loaded before the first report that needs them.
 */
export const documents: Documents = {
  read: async (bytes, mediaType, where) => {
    if (textForm(mediaType, bytes) === 'plain') return readPlain(bytes, mediaType, where);
    const code = await import('./read-document').catch(() => undefined);
    return code ? code.readDocument(bytes, mediaType, where) : err(notLoaded());
  },
  openPdf: async (bytes, where, signal) => {
    const code = await import('./pdf').catch(() => undefined);
    return code ? code.openPdf(bytes, where, signal) : err(notLoaded());
  },
};

/** The viewer's own code did not come: the line is down, or another version was deployed since. */
function notLoaded(): Problem {
  const where = 'this viewer';
  return navigator.onLine ? { kind: 'unreachable', where } : { kind: 'offline', where };
}
