import { isUid, type ArchiveId } from '../../domain/ids';
import type { EncodedFrame, FramePriority, FrameSource } from '../../domain/ports/frames';
import type { Problem, Result } from '../../domain/problem';
import { err } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';
import type { AnnouncedSyntaxes } from '../requests/announced-syntaxes';
import { framePreview } from './frame-preview';
import { frameQueue, type FrameQueue } from './frame-queue';
import type { QueueLimits } from './request-queue';
import { requestsTo, type ArchiveAddress } from '../requests/request';
import { wholeStudies, type WholeStudies } from '../whole-studies/whole-studies';

export interface DicomwebFrames {
  /** The archive of an instance: those of the configuration, and those that the record names while it is open */
  readonly archiveOf: (id: ArchiveId) => ArchiveAddress | undefined;
  /** How many requests run at a time at one archive */
  readonly limits?: QueueLimits;
  /** What is kept of archives that send whole studies only; the archives' own, or it is fetched twice */
  readonly wholeStudies?: WholeStudies;
  /** What the archives tell of frames on their way; the archives' own, or nothing is known of it here */
  readonly syntaxes?: AnnouncedSyntaxes;
}

/** Frames over WADO-RS: a queue for each archive, so that a slow one never holds up another. */
export function dicomwebFrames({
  archiveOf,
  limits,
  wholeStudies: whole = wholeStudies(),
  syntaxes,
}: DicomwebFrames): FrameSource {
  const lanes = new Map<ArchiveId, FrameQueue>();

  function laneOf(id: ArchiveId): FrameQueue | undefined {
    const archive = archiveOf(id);
    const lane = lanes.get(id) ?? (archive && frameQueue(requestsTo(archive), whole, limits));
    if (lane) lanes.set(id, lane);
    return lane;
  }

  async function frame(
    frame: Frame,
    priority: FramePriority,
    signal: AbortSignal,
  ): Promise<Result<EncodedFrame>> {
    signal.throwIfAborted();
    const { instance, number } = frame;
    const lane = laneOf(instance.archive);
    const image = instance.image;
    if (!image) return err<Problem>({ kind: 'unsupported', what: 'an object without a picture' });
    if (!lane) return err<Problem>({ kind: 'unsupported', what: 'an archive that is not configured' });
    const nameable = [instance.study, instance.series, instance.uid].every(isUid);
    if (!nameable || !Number.isInteger(number) || number < 1) {
      return err<Problem>({ kind: 'unsupported', what: 'a frame that cannot be named' });
    }
    return lane.frame(frame, image, priority, signal);
  }

  async function preview(frame: Frame, longest: number, signal: AbortSignal): Promise<Result<Blob>> {
    const { archive, study, series, uid } = frame.instance;
    const address = archiveOf(archive);
    if (!address || ![study, series, uid].every(isUid) || !Number.isInteger(frame.number))
      return err<Problem>({ kind: 'unsupported', what: 'a frame that cannot be named' });
    return framePreview(requestsTo(address), frame, longest, whole.offersOf(archive), signal);
  }

  const video: FrameSource['video'] = async (instance, told, signal) => {
    signal.throwIfAborted();
    const address = archiveOf(instance.archive);
    if (!address || ![instance.study, instance.series, instance.uid].every(isUid))
      return err<Problem>({ kind: 'unsupported', what: 'a video that cannot be named' });
    // Its code is wanted by few.
    const { retrieveVideo } = await import('./video/video');
    return retrieveVideo(requestsTo(address), whole, instance, told, signal);
  };

  const waveform: FrameSource['waveform'] = async (instance, signal) => {
    signal.throwIfAborted();
    const address = archiveOf(instance.archive);
    if (!address || ![instance.study, instance.series, instance.uid].every(isUid))
      return err<Problem>({ kind: 'unsupported', what: 'curves that cannot be named' });
    const { retrieveWaveform } = await import('./waveform');
    return retrieveWaveform(requestsTo(address), whole, instance, signal);
  };

  return { frame, preview, video, waveform, onSyntax: syntaxes?.listen };
}
