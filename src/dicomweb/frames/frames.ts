import { isUid, type ArchiveId } from '../../domain/ids';
import type { EncodedFrame, FramePriority, FrameSource } from '../../domain/ports/frames';
import type { Problem, Result } from '../../domain/problem';
import { err } from '../../domain/problem';
import type { Frame, Instance } from '../../domain/study/study';
import { inTurns } from '../../domain/turns';
import type { AnnouncedSyntaxes } from '../requests/announced-syntaxes';
import type { FrameBeginnings } from './frame-beginnings';
import { retrieveElements } from './elements';
import { retrieveObject } from './object';
import { framePreview } from './frame-preview';
import { frameQueue, type FrameQueue } from './frame-queue';
import type { QueueLimits } from './request-queue';
import { requestsTo, type ArchiveAddress } from '../requests/request';
import { wholeStudies, type WholeStudies } from '../whole-studies/whole-studies';

export interface DicomwebFrames {
  /** The archive of an instance: those of the configuration, and those that the record names while it is open */
  readonly archiveOf: (id: ArchiveId) => ArchiveAddress | undefined;
  /** Other archives that hold the same study, for what its own does not give now */
  readonly alsoAt?: (instance: Instance) => readonly ArchiveId[];
  /** Whether another archive's object under the same UID is the same one; `undefined` where its metadata do not tell. Never rejects */
  readonly isSameAt?: (instance: Instance, id: ArchiveId) => Promise<boolean | undefined>;
  /** How many requests run at a time at one archive */
  readonly limits?: QueueLimits;
  /** What is kept of archives that send whole studies only; the archives' own, or it is fetched twice */
  readonly wholeStudies?: WholeStudies;
  /** What the archives tell of frames on their way; the archives' own, or nothing is known of it here */
  readonly syntaxes?: AnnouncedSyntaxes;
  /** What arrives of frames before they are whole; the archives' own, or nobody sees it */
  readonly beginnings?: FrameBeginnings;
}

/** What says nothing against the picture itself */
const MAY_BE_HAD_ELSEWHERE: ReadonlySet<Problem['kind']> = new Set([
  ...([
    'timed-out',
    'unreachable',
    'resting',
    'failed',
    'busy',
    'staging',
    'not-found',
    'forbidden',
  ] as const),
]);

/** Frames over WADO-RS: a queue for each archive, so that a slow one never holds up another. */
export function dicomwebFrames({
  archiveOf,
  alsoAt,
  isSameAt,
  limits,
  wholeStudies: whole = wholeStudies(),
  syntaxes,
  beginnings,
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
    // It was looked for once, with its series.
    if (instance.absent) return err({ kind: 'not-found', where: archiveOf(instance.archive)?.name ?? '' });
    if (!image) return err<Problem>({ kind: 'unsupported', what: 'an object without a picture' });
    if (!lane) return err<Problem>({ kind: 'unsupported', what: 'an archive that is not configured' });
    const nameable = [instance.study, instance.series, instance.uid].every(isUid);
    if (!nameable || !Number.isInteger(number) || number < 1) {
      return err<Problem>({ kind: 'unsupported', what: 'a frame that cannot be named' });
    }
    const own = await lane.frame(frame, image, priority, signal);
    if (own.ok || !MAY_BE_HAD_ELSEWHERE.has(own.problem.kind)) return own;
    // The same object in another archive: nobody who looks need know which of them was asked.
    let another: string | undefined;
    for (const id of alsoAt?.(instance) ?? []) {
      const other = id === instance.archive ? undefined : laneOf(id);
      if (other === undefined) continue;
      const same = { ...frame, instance: { ...instance, archive: id } };
      const [isSame, answer] = await Promise.all([
        isSameAt ? isSameAt(instance, id) : true,
        other.frame(same, image, priority, signal),
      ]);
      if (answer.ok && isSame) return answer;
      if (answer.ok && isSame === false) another = archiveOf(id)?.name;
    }
    const where = archiveOf(instance.archive)?.name ?? '';
    return another === undefined ? own : err({ kind: 'other-content', where, other: another });
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

  const object: FrameSource['object'] = async (instance, signal) => {
    signal.throwIfAborted();
    const address = archiveOf(instance.archive);
    if (!address || ![instance.study, instance.series, instance.uid].every(isUid))
      return err<Problem>({ kind: 'unsupported', what: 'an object that cannot be named' });
    return retrieveObject(requestsTo(address), instance, signal);
  };

  const elements: FrameSource['elements'] = async (instance, signal) => {
    signal.throwIfAborted();
    const address = archiveOf(instance.archive);
    if (!address || ![instance.study, instance.series, instance.uid].every(isUid))
      return err<Problem>({ kind: 'unsupported', what: 'an object that cannot be named' });
    return retrieveElements(requestsTo(address), whole, instance, signal);
  };

  const slideParts: FrameSource['slideParts'] = async (instances, signal) => {
    const { slidePartFrom } = await import('../../dicom/slide/part');
    // They may have tiles by the ten thousand.
    const parts = await inTurns(instances, (instance) => slidePartFrom(instance));
    signal.throwIfAborted();
    return parts.flatMap((part) => part ?? []);
  };

  return {
    frame,
    preview,
    video,
    waveform,
    object,
    elements,
    slideParts,
    onSyntax: syntaxes?.listen,
    onBeginning: beginnings?.listen,
  };
}
