import type { CatalogueInstance, CatalogueSeries, CatalogueStudy, DicomJson } from '../../catalogue';
import { readDicomFile } from '../reading/read-file';

/** What one archive was sent while it runs. It is kept in memory only, and gone with the demonstration. */
export interface Stored {
  /** The study with what was stored into it */
  with(study: CatalogueStudy): CatalogueStudy;
  /** @returns nothing where it was taken, else a Failure Reason (PS3.18 annex I.2) */
  take(study: CatalogueStudy, file: Uint8Array): StoreOutcome;
}

export interface StoreOutcome {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly failureReason?: number;
}

const REASONS = { processing: 0x0110, class: 0x0122, mismatch: 0xa900, duplicate: 0x0111 } as const;
/** Structured Reports with key objects, and grey presentation states (PS3.4 B.5) */
const TAKEN = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(?:88\.\d+|11\.1)$/;
/** An archive for showing takes a few, and no more. */
const MOST = 100;

const textIn = (dataset: DicomJson, tag: string) => String(dataset[tag]?.Value?.[0] ?? '');

export function createStored(): Stored {
  const series = new Map<string, CatalogueSeries[]>();
  let count = 0;

  return {
    with: (study) => ({ ...study, series: [...study.series, ...(series.get(study.studyInstanceUid) ?? [])] }),
    take(study, file) {
      const read = readable(file);
      if (!read) return { sopClassUid: '', sopInstanceUid: '', failureReason: REASONS.processing };
      const { dataset } = read;
      const named = {
        sopClassUid: textIn(dataset, '00080016'),
        sopInstanceUid: textIn(dataset, '00080018'),
      };
      const fails = (failureReason: number): StoreOutcome => ({ ...named, failureReason });
      if (!TAKEN.test(named.sopClassUid) || count >= MOST) return fails(REASONS.class);
      if (textIn(dataset, '0020000D') !== study.studyInstanceUid) return fails(REASONS.mismatch);
      const held = [...study.series, ...(series.get(study.studyInstanceUid) ?? [])];
      if (held.some((one) => one.instances.some((each) => each.sopInstanceUid === named.sopInstanceUid)))
        return fails(REASONS.duplicate);
      count += 1;
      const before = series.get(study.studyInstanceUid) ?? [];
      series.set(study.studyInstanceUid, [...before, seriesOf(dataset, instanceOf(read, file))]);
      return named;
    },
  };
}

function readable(file: Uint8Array): ReturnType<typeof readDicomFile> | undefined {
  try {
    return readDicomFile(file);
  } catch {
    return undefined;
  }
}

const seriesOf = (dataset: DicomJson, instance: CatalogueInstance): CatalogueSeries => ({
  seriesInstanceUid: textIn(dataset, '0020000E'),
  seriesNumber: Number(textIn(dataset, '00200011')) || 1,
  modality: textIn(dataset, '00080060'),
  description: textIn(dataset, '0008103E'),
  instances: [instance],
});

const instanceOf = (
  { dataset, transferSyntaxUid }: ReturnType<typeof readDicomFile>,
  file: Uint8Array,
): CatalogueInstance => ({
  sopInstanceUid: textIn(dataset, '00080018'),
  sopClassUid: textIn(dataset, '00080016'),
  transferSyntaxUid,
  numberOfFrames: 0,
  dataset: async () => dataset,
  frame: async () => {
    throw new RangeError('A report has no frames');
  },
  part10: async () => file,
});
