import { wholeBody, type Answer } from '../../http/answer';
import { mediaTypeOf, type MediaType } from '../../http/media-type';
import { transferSyntaxOf } from '../frames/frame-syntax';

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

/** What stands before a part's bytes is shorter, octets */
const HEADERS = 2048;

/**
 * The same answer, of a frame that nobody reads yet: what the first octets of it say of the syntax is told as soon as they
 * are here. Its reader gets every octet, or the failure that the look ahead met with.
 */
export function announcing(answer: Answer, syntaxes: AnnouncedSyntaxes | undefined): Answer {
  if (syntaxes === undefined) return answer;
  if (!answer.mediaType.type.startsWith('multipart/')) {
    syntaxes.tell(answer.mediaType);
    return answer;
  }
  const body = answer.chunks();
  const first = body.next();
  first.then(
    ({ value }) => {
      const beginning = new TextDecoder('latin1').decode(value?.subarray(0, HEADERS));
      const [, type] = /^content-type:(.*)$/im.exec(beginning) ?? [];
      if (type !== undefined) syntaxes.tell(mediaTypeOf(type));
    },
    () => undefined,
  );
  // A body that has a reader is let go of by its reader alone.
  const release = () => void body.return(undefined).catch(() => undefined);
  async function* chunks() {
    try {
      const { value } = await first;
      if (value) yield value;
      yield* body;
    } finally {
      release();
    }
  }
  return { ...answer, chunks, bytes: (limit) => wholeBody(chunks(), limit), discard: release };
}
