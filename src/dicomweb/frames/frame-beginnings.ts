import type { EncodedFrame } from '../../domain/ports/frames';
import type { Frame, Instance } from '../../domain/study/study';
import type { MediaType } from '../../http/media-type';
import type { Arriving } from '../../http/multipart';
import { transferSyntaxOf } from './frame-syntax';

/** Beginnings of frames that are still arriving, and who wants to see them. */
export interface FrameBeginnings {
  /**
   * What is to be told of a frame's bytes as they arrive, where its coding has a picture in the first of them.
   * @param length bytes that all of it has, where the answer says so
   */
  of(frame: FrameName, mediaType: MediaType, length: number | undefined): Arriving | undefined;
  listen(frame: Frame, told: (beginning: EncodedFrame) => void, signal: AbortSignal): void;
}

interface FrameName {
  readonly instance: Instance;
  readonly number: number;
}

/** High-throughput JPEG 2000 of any kind */
const HTJ2K = /^1\.2\.840\.10008\.1\.2\.4\.20[123]$/;
/** Bytes in which a first picture of a large frame is: a few hundredths of a second of a surgery's line */
const FIRST = 48 * 1024;
/** Of the whole, in which one is that can hardly be told from it */
const SECOND = 1 / 4;

export function frameBeginnings(): FrameBeginnings {
  const listeners = new Set<{ readonly frame: Frame; readonly told: (beginning: EncodedFrame) => void }>();
  return {
    of({ instance, number }, mediaType, length) {
      const transferSyntax = transferSyntaxOf(mediaType, instance.image?.transferSyntax, false);
      if (transferSyntax === undefined || !HTJ2K.test(transferSyntax)) return undefined;
      const at = [FIRST, ...(length !== undefined && length * SECOND > FIRST ? [length * SECOND] : [])];
      return (here, copy) => {
        const due = at.filter((one) => one <= here);
        const last = due.at(-1);
        // One that was asked for ahead may be looked at while it arrives.
        const listening = [...listeners].filter(({ frame }) => isSame(frame, { instance, number }));
        if (last === undefined || listening.length === 0) return;
        at.splice(0, due.length);
        const bytes = copy(Math.floor(last));
        for (const { told } of listening) told({ bytes, transferSyntax });
      };
    },
    listen(frame, told, signal) {
      const one = { frame, told };
      listeners.add(one);
      signal.addEventListener('abort', () => listeners.delete(one), { once: true });
    },
  };
}

const isSame = (one: FrameName, { instance, number }: FrameName): boolean =>
  one.number === number &&
  one.instance.uid === instance.uid &&
  one.instance.series === instance.series &&
  one.instance.study === instance.study &&
  one.instance.archive === instance.archive;
