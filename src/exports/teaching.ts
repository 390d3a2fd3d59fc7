import {
  boxesOn,
  isCaseNumber,
  isTeachable,
  knownOf,
  needsBox,
  type BurnedInFacts,
} from '../domain/exports/teaching';
import { samePerson, type Patient } from '../domain/patient/patient';
import type { AuditLog } from '../domain/ports/audit';
import type { FrameSource } from '../domain/ports/frames';
import type {
  LeftOut,
  PictureMaker,
  StoredPicture,
  TeachingCopy,
  TeachingPicture,
  TeachingSaved,
  TeachingWanted,
} from '../domain/ports/teaching';
import { err, ok, type Result } from '../domain/problem';
import { attributesOf, type Frame, type ImagePixel, type Instance } from '../domain/study/study';
import { isVideo } from '../domain/study/video';
import { archiveId } from '../domain/ids';
import { textOf, textsOf, type Dataset } from '../dicom/dataset';
import { instanceFrom } from '../dicom/image/instance';
import { Part10Error } from '../dicom/part10/failure';
import * as Tag from '../dicom/tags';
import { newDisguise, type Disguise } from '../dicom/teaching/cleaned';
import { teachingFile } from '../dicom/teaching/file';
import { blacken, nativePart, type NativePart } from '../dicom/teaching/pixels';
import { TEACHING_TAGS } from '../dicom/teaching/tags';
import { fileOf, instancesOf, padded, seriesOf, type OwnFile } from './objects';
import { chosenPlace, isDownloadForbidden } from './saving';
import { zipStream } from './zip';

/** Files that stay read, for going to and fro between them */
const KEPT = 3;

interface Ports {
  readonly frames: Pick<FrameSource, 'object'>;
  readonly pictures: PictureMaker;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** An object, read. */
interface Opened {
  readonly file: OwnFile;
  /** By its own file, not by what was listed */
  readonly instance: Instance;
  readonly needsBox: boolean;
  readonly digest: string;
}

/** What was seen of an object, and of which bytes. */
interface Seen {
  readonly digest: string;
  readonly needsBox: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly frames: Set<number>;
}

interface Listed {
  readonly picture: TeachingPicture;
  readonly instance: Instance;
}

/** Lists what may leave. Rejects only with the signal's reason. */
export async function openTeachingCopy(
  wanted: TeachingWanted,
  { frames, pictures, audit }: Ports,
  signal: AbortSignal,
): Promise<TeachingCopy> {
  const { patient } = wanted;
  const listed = await list(wanted, signal);
  const instances = new Map(listed.instances.map((one) => [one.picture.uid, one.instance]));
  const life = new AbortController();
  const opened = new Map<string, Promise<Result<Opened>>>();
  const seen = new Map<string, Seen>();

  const open = (picture: TeachingPicture): Promise<Result<Opened>> => {
    const { uid } = picture;
    const coming = opened.get(uid) ?? openedFrom(instances.get(uid), patient, frames, life.signal);
    opened.delete(uid);
    opened.set(uid, coming);
    for (const old of [...opened.keys()].slice(0, -KEPT)) opened.delete(old);
    coming.then((result) => result.ok || opened.delete(uid)).catch(() => opened.delete(uid));
    return coming;
  };

  const look: TeachingCopy['look'] = async (picture, number, stop) => {
    const result = await open(picture);
    stop.throwIfAborted();
    if (!result.ok) return result;
    const { digest, needsBox: isNeeded } = result.value;
    const decoded = await decodedFrame(result.value, number, pictures, stop);
    if (!decoded.ok) return decoded;
    const { frame, stored } = decoded.value;
    const canvas = pictures.paint(frame, stored);
    if (!canvas) return err({ kind: 'unsupported', what: 'a picture in colours of its own' });
    const { rows, columns } = stored;
    const known = seen.get(picture.uid);
    const unseen = { digest, needsBox: isNeeded, rows, columns, frames: new Set<number>() };
    const now = known?.digest === digest ? known : unseen;
    now.frames.add(number);
    seen.set(picture.uid, now);
    return ok({ canvas, rows, columns, needsBox: isNeeded });
  };

  /** All of it was looked at, and has the box that it needs. */
  const goes = (picture: TeachingPicture, { boxes }: TeachingSaved): boolean => {
    const known = seen.get(picture.uid);
    if (!known || known.frames.size < picture.frames) return false;
    return !known.needsBox || boxesOn(boxes, { ...picture, ...known }).length > 0;
  };

  const save: TeachingCopy['save'] = async (given, told, stop) => {
    if (wanted.match.kind !== 'same') return { kind: 'not-confirmed' };
    if (isDownloadForbidden(window)) return { kind: 'frame' };
    if (listed.instances.length === 0) return { kind: 'nothing' };
    const going = listed.instances.filter(({ picture }) => goes(picture, given));
    if (!given.confirmed || going.length === 0 || !isCaseNumber(given.caseNumber, knownOf(patient)))
      return { kind: 'not-looked-at' };
    const place = await chosenPlace(given.name);
    if (place === undefined) return { kind: 'stopped' };
    const files = copied(going, given, told, stop);
    const done = await place.write(await zipStream(files.entries), stop);
    if (done.kind === 'not-written' && files.isOver()) return { kind: 'failed' };
    if (!('missing' in done)) return done;
    audit.record({ kind: 'disclosed', how: 'exported', study: wanted.study, what: 'teaching' });
    return { ...done, missing: files.missing() };
  };

  function copied(
    going: readonly Listed[],
    given: TeachingSaved,
    told: (here: number) => void,
    stop: AbortSignal,
  ) {
    let [here, missing, isOver] = [0, 0, false];
    const disguise = newDisguise(
      given.caseNumber,
      patient.identifiers.map(({ value }) => value),
    );
    async function* entries() {
      for (const { picture } of going) {
        const files = await filesOf(picture, given, disguise, stop);
        stop.throwIfAborted();
        if (files.length === 0) missing += 1;
        for (const file of files) yield file;
        if (files.length > 0) told((here += 1));
      }
      if (here === 0) {
        isOver = true;
        throw new Error('nothing came');
      }
      yield {
        name: 'README.txt',
        input: given.readme(here, missing, listed.instances.length - going.length),
      };
    }
    return { entries: entries(), missing: () => missing, isOver: () => isOver };
  }

  /** Nothing where it does not come again as it was looked at, or cannot be written. */
  async function filesOf(
    picture: TeachingPicture,
    given: TeachingSaved,
    disguise: Disguise,
    stop: AbortSignal,
  ): Promise<readonly { name: string; input: Blob }[]> {
    const result = await openedFrom(instances.get(picture.uid), patient, frames, stop);
    const known = seen.get(picture.uid);
    if (!result.ok || !known || result.value.digest !== known.digest) return [];
    const boxes = boxesOn(given.boxes, { ...picture, ...known });
    const name = `series-${padded(picture.seriesNumber, 3)}/${padded(picture.number, 5)}`;
    const parts: NativePart[] = [];
    const pngs: { name: string; input: Blob }[] = [];
    for (let number = 1; number <= picture.frames; number += 1) {
      const decoded = await decodedFrame(result.value, number, pictures, stop);
      if (!decoded.ok) return [];
      const { frame, stored, image } = decoded.value;
      const inverse = attributesOf(frame)?.inverse ?? false;
      blacken(stored, boxes, { image, inverse });
      if (given.form === 'dicom') {
        const part = nativePart(stored);
        if (!part) return [];
        parts.push(part);
        continue;
      }
      const canvas = pictures.paint(frame, stored);
      if (!canvas) return [];
      const end = picture.frames > 1 ? `-${padded(number, 4)}` : '';
      pngs.push({ name: `${name}${end}.png`, input: await pictures.png(canvas, given.caption) });
    }
    if (given.form === 'png') return pngs;
    const { file, instance } = result.value;
    const input = instance.image && teachingFile(file.read.dataset, disguise, instance.image, parts);
    return input ? [{ name: `${name}.dcm`, input }] : [];
  }

  return {
    pictures: listed.instances.map(({ picture }) => picture),
    leftOut: listed.leftOut,
    look,
    save,
    close() {
      life.abort();
      opened.clear();
      pictures.dispose();
    },
  };
}

/** What may leave of what was wanted, in the order in which it is gone through. */
async function list(
  wanted: TeachingWanted,
  signal: AbortSignal,
): Promise<{ readonly instances: readonly Listed[]; readonly leftOut: LeftOut }> {
  const { series, problem } = await seriesOf(wanted, signal);
  const instances: Listed[] = [];
  const leftOut = { kind: 0, person: 0, missing: problem ? 1 : 0 };
  for (const [at, uid] of series.entries()) {
    const found = await instancesOf(wanted, uid, signal);
    if (wanted.instance === undefined) leftOut.missing += found.unreadable;
    const inOrder = [...found.instances].sort((a, b) => (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0));
    for (const [number, instance] of inOrder.entries()) {
      if (wanted.instance !== undefined && instance.uid !== wanted.instance) continue;
      const reason = reasonOf(instance, wanted.patient);
      if (reason) leftOut[reason] += 1;
      else
        instances.push({
          instance,
          picture: {
            ...{ uid: instance.uid, series: uid, frames: Math.max(1, instance.frames.length) },
            ...{ seriesNumber: at + 1, number: number + 1 },
          },
        });
    }
  }
  return { instances, leftOut };
}

function reasonOf(instance: Instance, patient: Patient): keyof LeftOut | undefined {
  if (instance.absent) return 'missing';
  if (!isTeachable(instance.sopClass) || !instance.image || isVideo(instance)) return 'kind';
  return samePerson(patient, instance.person).kind === 'same' ? undefined : 'person';
}

async function openedFrom(
  listed: Instance | undefined,
  patient: Patient,
  frames: Pick<FrameSource, 'object'>,
  signal: AbortSignal,
): Promise<Result<Opened>> {
  if (!listed) return err({ kind: 'unsupported', what: 'an object' });
  const file = await fileOf(listed, patient, frames, signal, TEACHING_TAGS);
  if (!file.ok) return file;
  const { bytes, read } = file.value;
  try {
    const instance = instanceFrom(read.dataset, { archive: archiveId(''), bulk: new Map(), isOfFile: true });
    if (!isTeachable(instance.sopClass) || read.frameCount !== Math.max(1, listed.frames.length))
      return err({ kind: 'undecodable', what: 'another object than was listed' });
    const digest = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join(' ');
    return ok({ file: file.value, instance, needsBox: needsBox(burnedInFacts(read.dataset)), digest });
  } catch {
    return err({ kind: 'undecodable', what: 'a picture that cannot be read' });
  }
}

const burnedInFacts = (dataset: Dataset): BurnedInFacts => ({
  sopClass: textOf(dataset, Tag.SOPClassUID),
  modality: textOf(dataset, Tag.Modality),
  burnedIn: textOf(dataset, Tag.BurnedInAnnotation),
  imageType: textsOf(dataset, Tag.ImageType),
  conversion: textOf(dataset, Tag.ConversionType),
});

async function decodedFrame(
  { file: { read }, instance }: Opened,
  number: number,
  pictures: PictureMaker,
  signal: AbortSignal,
): Promise<Result<{ frame: Frame; stored: StoredPicture; image: ImagePixel }>> {
  const { image } = instance;
  if (!image) return err({ kind: 'unsupported', what: 'an object without a picture' });
  const frame: Frame = { instance, number };
  try {
    const encoded = { bytes: read.frame(number), transferSyntax: read.transferSyntax };
    const stored = await pictures.decode(frame, encoded, signal);
    return stored.ok ? ok({ frame, stored: stored.value, image }) : stored;
  } catch (error) {
    if (error instanceof Part10Error) return err({ kind: 'undecodable', what: error.message });
    throw error;
  }
}
