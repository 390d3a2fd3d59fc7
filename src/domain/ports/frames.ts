import type { Result } from '../problem';
import type { SlidePart } from '../slide/slide';
import type { Frame, Instance } from '../study/study';
import type { Waveform } from '../waveform/waveform';
import type { VideoProgress, VideoStream } from '../study/video';

/** Sooner first. What a person waits for beats what they may want next. */
export type FramePriority = 'now' | 'next' | 'stack' | 'idle';

/** A frame's bytes as the archive stores them. */
export interface EncodedFrame {
  readonly bytes: Uint8Array;
  /** UID, from the part's own header where it says so, else from the metadata */
  readonly transferSyntax: string;
}

/** An object that came, not yet read. */
export type ObjectContent =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly transferSyntax?: string }
  /** Its elements as metadata give them, and its frames as the archive stores them; those that did not come are absent */
  | {
      readonly kind: 'parts';
      readonly elements: Readonly<Record<string, unknown>>;
      readonly frames: readonly (Uint8Array<ArrayBuffer> | undefined)[];
      readonly transferSyntax: string;
    };

/** Bytes for the rendering, which knows no network. */
export interface FrameSource {
  /**
   * Queued by priority, limited per archive. Asking for a queued frame again with a higher priority moves it up and
   * shares the one request; it is abandoned when every asker has aborted.
   */
  frame(frame: Frame, priority: FramePriority, signal: AbortSignal): Promise<Result<EncodedFrame>>;
  /**
   * Has somebody told the transfer syntax of each frame as soon as its answer names it, its bytes being on their way.
   * Absent where nothing is known of a frame before it is here.
   */
  onSyntax?(told: (transferSyntax: string) => void, signal: AbortSignal): void;
  /**
   * Has somebody shown the first bytes of a frame while the rest of it arrives, where its coding has a picture in them: a few
   * times, more of them each time. Absent where nobody can.
   */
  onBeginning?(frame: Frame, told: (beginning: EncodedFrame) => void, signal: AbortSignal): void;
  /**
   * A lossy picture of the frame as the archive renders it, for the time until its pixels are here. Absent where nobody
   * makes any.
   * @param longest pixels of its longer side
   */
  preview?(frame: Frame, longest: number, signal: AbortSignal): Promise<Result<Blob>>;
  /**
   * The whole stream of an instance whose pictures are a video. Absent where nobody has any.
   * @param told how much of it is here; at most a few times a second
   */
  video?(
    instance: Instance,
    told: (progress: VideoProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<VideoStream>>;
  /** An object as its file, or as much of it as there is, for what is read apart. Absent where nobody has any. */
  object?(instance: Instance, signal: AbortSignal): Promise<Result<ObjectContent>>;
  /** What an object says of itself, in the DICOM JSON model, without its bulk. Absent where nobody has any. */
  elements?(instance: Instance, signal: AbortSignal): Promise<Result<Readonly<Record<string, unknown>>>>;
  /** The curves of an instance that has them. Absent where nobody has any. */
  waveform?(instance: Instance, signal: AbortSignal): Promise<Result<Waveform>>;
  /** What objects hold of a slide, as their metadata say it: nothing is asked for. Absent where nobody has any. */
  slideParts?(instances: readonly Instance[], signal: AbortSignal): Promise<readonly SlidePart[]>;
}
