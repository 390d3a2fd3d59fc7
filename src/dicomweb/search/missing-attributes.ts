import { instanceUid, isUid, seriesUid, studyUid } from '../../domain/ids';
import { ok, type Result } from '../../domain/problem';
import { numberOf, textOf, valuesOf, type Dataset } from '../../dicom/dataset';
import { wholeObject } from '../frames/whole-frames';
import type { Requests } from '../requests/request';
import type { WholeStudies } from '../whole-studies/whole-studies';
import * as Tag from '../../dicom/tags';

/** What a picture cannot be drawn rightly without (PS3.3 C.7.6.3): guessed, it would be inverted, or of wrong values. */
const PIXEL = [
  Tag.Rows,
  Tag.Columns,
  Tag.BitsAllocated,
  Tag.SamplesPerPixel,
  Tag.PhotometricInterpretation,
  Tag.BitsStored,
  Tag.PixelRepresentation,
];
const INTEGER_ONLY = [Tag.BitsStored, Tag.PixelRepresentation];

const UIDS = [Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID];

const STORAGE = '1\\.2\\.840\\.10008\\.5\\.1\\.4\\.1\\.1\\.';
/** Waveforms, presentation states, spectroscopy, registration and its like, reports, documents, plans and structures */
const NO_PICTURE = new RegExp(
  `^${STORAGE}(9|11|4\\.2|66|67|68|79|88|90|104|200|201|481\\.([3-9]|1\\d))(\\.|$)`,
);
/** Classes whose objects are many frames as a rule (PS3.4 B.5): ultrasound, angiography, nuclear medicine, enhanced, slides */
const MULTI_FRAME = new RegExp(
  `^${STORAGE}(3\\.1|12\\.[12]|20|2\\.1|4\\.1|130|128\\.1|7\\.[1-4]|77\\.1\\.6|481\\.2|13\\.1\\.[1-5])(\\.|$)`,
);

/** Whether objects of a class may have many frames. */
export const isMultiFrame = (sopClass: string): boolean => MULTI_FRAME.test(sopClass);

/** Objects asked for at a time: each is as large as its picture */
const AT_ONCE = 4;
/** As many in a row that do not come, and no other will; one alone costs itself */
const MOST_FAILED = 4;

/**
 * The datasets of metadata, with what the archive left out of them taken from the objects themselves, where a picture cannot
 * be shown without it. An object that does not come leaves its dataset as it is, and after a silent one no other is waited
 * for. Rejects only with the signal's reason.
 */
export async function withMissingAttributes(
  datasets: readonly Dataset[],
  requests: Requests,
  whole: WholeStudies,
  signal: AbortSignal,
): Promise<readonly Dataset[]> {
  const filled = [...datasets];
  const lacking = [...datasets.entries()].filter(([, dataset]) => lacksAttributes(dataset));
  let failed = 0;
  async function worker() {
    for (let next = lacking.shift(); next && failed < MOST_FAILED; next = lacking.shift()) {
      const [at, dataset] = next;
      const own = await attributesOf(dataset, requests, whole, signal);
      if (own.ok) filled[at] = completed(dataset, own.value);
      failed = own.ok ? 0 : own.problem.kind === 'timed-out' ? MOST_FAILED : failed + 1;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return filled;
}

/** Whether metadata lacks what its picture needs. An element with a value that cannot be is not lacking. */
export function lacksAttributes(dataset: Dataset): boolean {
  const has = (tag: string) => valuesOf(dataset, tag).length > 0;
  const sopClass = textOf(dataset, Tag.SOPClassUID);
  if (sopClass !== undefined && NO_PICTURE.test(sopClass)) return false;
  if (!UIDS.every((tag) => isUid(textOf(dataset, tag) ?? ''))) return false;
  const isFloat = (numberOf(dataset, Tag.BitsAllocated) ?? 0) >= 32;
  const missing = PIXEL.filter((tag) => !has(tag) && !(isFloat && INTEGER_ONLY.includes(tag)));
  if (missing.length > 0 || sopClass === undefined) return true;
  const isOfMany = isMultiFrame(sopClass) || has(Tag.FrameTime) || has(Tag.FrameTimeVector);
  return isOfMany && !has(Tag.NumberOfFrames);
}

async function attributesOf(
  dataset: Dataset,
  requests: Requests,
  whole: WholeStudies,
  signal: AbortSignal,
): Promise<Result<Dataset>> {
  const text = (tag: string) => textOf(dataset, tag) ?? '';
  const instance = {
    archive: requests.archive.id,
    study: studyUid(text(Tag.StudyInstanceUID)),
    series: seriesUid(text(Tag.SeriesInstanceUID)),
    uid: instanceUid(text(Tag.SOPInstanceUID)),
  };
  const object = await wholeObject(requests, whole, instance, signal);
  if (!object.ok) return object;
  const own = object.value.dataset;
  const isIt = UIDS.every((tag) => textOf(own, tag) === text(tag));
  return ok(isIt ? own : {});
}

/** What the metadata says stays: the person was checked by it, and the object is checked again with its frames. */
function completed(dataset: Dataset, object: Dataset): Dataset {
  const own = Object.entries(dataset).filter(([, element]) => !isBare(element));
  return { ...dataset, ...object, ...Object.fromEntries(own) };
}

const isBare = (element: unknown) =>
  typeof element !== 'object' ||
  element === null ||
  !['Value', 'InlineBinary', 'BulkDataURI'].some((key) => key in element);
