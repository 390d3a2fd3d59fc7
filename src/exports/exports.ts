import { allowedExports, type ExportPolicy } from '../domain/exports/policy';
import type { AuditLog } from '../domain/ports/audit';
import type { Exported } from '../domain/ports/exported';
import type { Exports, MadeHere, NamedFile, StoredObjects } from '../domain/ports/exports';
import type { FrameSource } from '../domain/ports/frames';
import type { PictureMaker } from '../domain/ports/teaching';
import { objectFiles } from './objects';
import { zipStream } from './zip';
import { chosenPlace, isDownloadForbidden, savedBlob, type Place } from './saving';

export interface ExportsSetting {
  readonly policy: ExportPolicy;
  readonly user: string | undefined;
  readonly scope: string;
  readonly frames: Pick<FrameSource, 'object'>;
  readonly audit: Pick<AuditLog, 'record'>;
  /** What makes pixels of bytes: its code comes with the first who wants it */
  readonly pictures: () => Promise<PictureMaker>;
}

/** @returns `undefined` where this person may take nothing out: then nothing is offered */
export function openExports({
  policy,
  user,
  scope,
  frames,
  audit,
  pictures,
}: ExportsSetting): Exports | undefined {
  const allowed = allowedExports(policy, { user, scope });
  if (allowed.size === 0) return undefined;

  /** Why it may not leave; `undefined` where it may. */
  const refusal = ({ kind, match }: Pick<MadeHere, 'kind' | 'match'>): Exported | undefined => {
    // What bears the name is no teaching copy, whatever it is called.
    if (!allowed.has(kind) || kind === 'teaching') return { kind: 'not-allowed' };
    return match.kind === 'same' ? undefined : { kind: 'not-confirmed' };
  };
  /** What has left, or may have: a browser does not always say. */
  const recorded = ({ kind, study }: Pick<MadeHere, 'kind' | 'study'>, done: Exported): Exported => {
    const how = done.kind === 'copied' ? 'copied' : 'exported';
    if ('missing' in done) audit.record({ kind: 'disclosed', how, study, what: kind });
    return done;
  };

  const save: Exports['save'] = async (given) => {
    const refused = refusal(given) ?? (isDownloadForbidden(window) ? { kind: 'frame' as const } : undefined);
    if (refused) return refused;
    const blob = await given.made();
    return blob ? recorded(given, savedBlob(blob, given.name)) : { kind: 'failed' };
  };

  const copy: Exports['copy'] = async (given) => {
    const refused = refusal({ ...given, kind: 'clipboard' });
    if (refused) return refused;
    try {
      // Safari wants the item at once, and takes its making as a promise.
      const made = given.made().then((blob) => blob ?? Promise.reject(new Error('no picture')));
      made.catch(() => undefined);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': made })]);
      return recorded({ ...given, kind: 'clipboard' }, { kind: 'copied', missing: 0 });
    } catch (error) {
      return error instanceof DOMException && error.name === 'NotAllowedError'
        ? { kind: 'frame' }
        : { kind: 'failed' };
    }
  };

  const saveTogether: Exports['saveTogether'] = async (given, files) =>
    save({ ...given, made: () => (files.length > 0 ? zipOf(files) : Promise.resolve(undefined)) });

  const saveObjects: Exports['saveObjects'] = async (given, told, signal) => {
    const refused = refusal(given) ?? (isDownloadForbidden(window) ? { kind: 'frame' as const } : undefined);
    if (refused) return refused;
    const place = await chosenPlace(given.name);
    if (place === undefined) return { kind: 'stopped' };
    return recorded(given, await written(place, given, told, signal));
  };

  async function written(
    place: Place,
    given: StoredObjects,
    told: (here: number) => void,
    signal: AbortSignal,
  ): Promise<Exported> {
    const files = objectFiles(given, frames, told, signal);
    const done = await place.write(await zipStream(files.entries), signal);
    const { missing, problem, isOver } = files.count();
    // It is not the disk where the archive gave out.
    if (done.kind === 'not-written' && isOver) return { kind: 'failed', problem };
    return 'missing' in done ? { ...done, missing } : done;
  }

  const openTeachingCopy: Exports['openTeachingCopy'] = async (wanted, signal) => {
    if (!allowed.has('teaching') || wanted.match.kind !== 'same') return undefined;
    const [code, maker] = await Promise.all([import('./teaching'), pictures()]);
    return code.openTeachingCopy(wanted, { frames, pictures: maker, audit }, signal);
  };

  return { allowed, save, copy, saveTogether, saveObjects, openTeachingCopy };
}

async function zipOf(files: readonly NamedFile[]): Promise<Blob> {
  const { downloadZip } = await import('client-zip');
  return downloadZip(files.map(({ name, blob }) => ({ name, input: blob }))).blob();
}
