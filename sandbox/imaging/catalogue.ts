import { join } from 'node:path';
import type { Catalogue, CatalogueStudy } from '../catalogue';
import { createByteStore } from './byte-store';
import { createCodecs } from './codecs/codecs';
import { hospitals } from './hospitals';
import { pdfOf } from './objects/pdf-report';
import { peopleOf } from './people';
import { sharing } from './region';
import type { Region } from './region';
import { studiesOf } from './studies/studies';

export interface CatalogueOptions {
  /** `full` in the demonstration; `small` has the same studies with small pictures and few slices, for tests */
  readonly scale?: 'full' | 'small';
  /** Where encoded frames stay between runs. Default `.cache/imaging` in the working directory; `false` keeps nothing */
  readonly cacheDir?: string | false;
  /** `2026-11-21`; studies are dated back from it. Default: the day it is */
  readonly today?: string;
  /** Other UIDs, numbers and textures */
  readonly seed?: string;
}

/** Changes whenever the same key would give other bytes. */
const generation = 1;

/**
 * The demonstration region: invented people and their imaging. Cheap to call: data sets and frames are made when they
 * are first asked for, and encoded frames are kept on disk.
 */
export async function buildCatalogue(options: CatalogueOptions = {}): Promise<Catalogue> {
  const { scale = 'full', cacheDir = join('.cache', 'imaging'), seed = 'plainfilm' } = options;
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const folder = cacheDir === false ? undefined : join(cacheDir, `${generation}-${seed}-${scale}`);
  const region: Region = {
    seed,
    scale,
    today,
    codecs: createCodecs(),
    store: createByteStore(folder),
    shared: sharing(),
  };
  const people = peopleOf(seed, today);
  return { hospitals, people, studies: await Promise.all(studiesOf(region, people).map(withPdf)) };
}

/** A report that the record holds as a PDF gets its pages. */
async function withPdf(study: CatalogueStudy): Promise<CatalogueStudy> {
  const { report, description } = study;
  if (report?.form !== 'pdf') return study;
  const lines = report.text.split(/\n\n/).flatMap((paragraph) => [...wrapped(paragraph, 84), '']);
  return { ...study, report: { ...report, pdf: await pdfOf(description, [lines], report.issued) } };
}

const wrapped = (text: string, width: number): readonly string[] =>
  text.match(new RegExp(`.{1,${width}}(?:\\s|$)`, 'g'))?.map((line) => line.trim()) ?? [text];

/**
 * Makes every frame that is not on disk yet, so that no one waits for it later.
 * @param progress gets how many instances of how many are ready; the loop yields between instances
 */
export async function warmCatalogue(
  catalogue: Catalogue,
  progress: (done: number, all: number) => void = () => undefined,
): Promise<void> {
  const held = catalogue.studies.filter(({ missingInArchive }) => !missingInArchive);
  const instances = held.flatMap(({ series }) => series.flatMap((each) => each.instances));
  for (const [index, instance] of instances.entries()) {
    for (let frame = 0; frame < instance.numberOfFrames; frame += 1) await instance.frame(frame);
    progress(index + 1, instances.length);
    await new Promise(setImmediate);
  }
}
