import type { Documents } from '../domain/ports';

/** The port's two ways in. Neither the sanitiser nor pdf.js is loaded before the first report that needs it. */
export const documents: Documents = {
  read: async (bytes, mediaType, where) => {
    const { readDocument } = await import('./read-document');
    return readDocument(bytes, mediaType, where);
  },
  openPdf: async (bytes, where, signal) => {
    const { openPdf } = await import('./pdf');
    return openPdf(bytes, where, signal);
  },
};
