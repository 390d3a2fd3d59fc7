import type { Answer } from './answer';
import { mediaTypeOf, type MediaType } from './media-type';
import { firstHeadersOf } from './multipart';
import { peeked } from './peeked';
import { transferSyntaxOf } from './transfer-syntax';

/** Transfer syntaxes that answers name before the frames themselves are here, and who wants to know of them. */
export interface AnnouncedSyntaxes {
  /** The media type that an answer, or a part of it, gives to a frame; `stored` is the syntax by the metadata. */
  tell(mediaType: MediaType, stored?: string): void;
  listen(told: (transferSyntax: string) => void, signal: AbortSignal): void;
}

export function announcedSyntaxes(): AnnouncedSyntaxes {
  const listeners = new Set<(transferSyntax: string) => void>();
  return {
    tell(mediaType, stored) {
      // How long the frame is, is not known yet: it may turn out to be plain.
      const syntax = transferSyntaxOf(mediaType, stored, false);
      if (syntax !== undefined) for (const told of listeners) told(syntax);
    },
    listen(told, signal) {
      listeners.add(told);
      signal.addEventListener('abort', () => listeners.delete(told), { once: true });
    },
  };
}

/** The same answer, of a frame that nobody reads yet: what its beginning says of the syntax is told as soon as it is here. */
export function announcing(answer: Answer, syntaxes: AnnouncedSyntaxes | undefined): Answer {
  if (syntaxes === undefined) return answer;
  const { type, parameters } = answer.mediaType;
  if (!type.startsWith('multipart/')) {
    syntaxes.tell(answer.mediaType);
    return answer;
  }
  const { ahead, unread } = peeked(answer);
  firstHeadersOf(ahead, parameters.get('boundary') ?? '').then(
    (headers) => syntaxes.tell(mediaTypeOf(headers.get('content-type'))),
    // Whoever reads the answer is told what is wrong with it.
    () => undefined,
  );
  return unread;
}
