import { element, type WrittenDataset } from '../dicom/sr/writing/element';
import * as Tag from '../dicom/tags';
import { objects, type Held } from './patient';
import type { Drawn } from './pictures';

/** An address that is nowhere (RFC 2606): nothing that is asked of it could leave the page. */
export const PRACTICE_ROOT = 'https://practice.invalid/dicom-web';

/** Answers DICOMweb's questions about the invented patient from memory. Anything else is not there. */
export function inventedArchive(): typeof fetch {
  const held = objects();
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { pathname } = new URL(request.url);
    const path = pathname.replace('/dicom-web/', '').split('/');
    return answerTo(path, held) ?? new Response(null, { status: 404 });
  };
}

function answerTo(path: readonly string[], held: readonly Held[]): Promise<Response> | Response | undefined {
  const named = (what: string) => path[path.indexOf(what) + 1];
  const [study, series, instance] = ['studies', 'series', 'instances'].map((what) =>
    path.includes(what) ? named(what) : undefined,
  );
  const those = held.filter(
    (one) =>
      (!study || one.study === study) &&
      (!series || one.series === series) &&
      (!instance || one.instance === instance),
  );
  const last = path.at(-1) ?? '';
  if (path.includes('frames')) return frameOf(those[0]);
  if (last === 'metadata') return json(those.map(({ dataset }) => dataset));
  if (last === 'studies') return json(firstOfEach(those, 'study'));
  if (last === 'series') return json(firstOfEach(those, 'series'));
  if (last === 'instances') return json(those.map(({ dataset }) => dataset));
  if (last === 'thumbnail') return thumbnailOf(those[Math.floor(those.length / 3)]);
  return undefined;
}

/** One for each study or series, with how much it holds */
function firstOfEach(held: readonly Held[], of: 'study' | 'series'): readonly WrittenDataset[] {
  return [...new Set(held.map((one) => one[of]))].flatMap((uid) => {
    const those = held.filter((one) => one[of] === uid);
    const modalities = [...new Set(those.map(({ dataset }) => String(dataset[Tag.Modality]?.Value?.[0])))];
    const [first] = those;
    if (!first) return [];
    return [
      {
        ...first.dataset,
        [Tag.ModalitiesInStudy]: element('CS', ...modalities),
        [Tag.NumberOfStudyRelatedSeries]: element('IS', new Set(those.map(({ series }) => series)).size),
        [Tag.NumberOfStudyRelatedInstances]: element('IS', those.length),
        [Tag.NumberOfSeriesRelatedInstances]: element('IS', those.length),
      },
    ];
  });
}

const json = (datasets: readonly WrittenDataset[]) =>
  new Response(JSON.stringify(datasets), {
    status: datasets.length > 0 ? 200 : 204,
    headers: { 'Content-Type': 'application/dicom+json' },
  });

const BOUNDARY = 'practice';

function frameOf(held: Held | undefined): Response | undefined {
  if (!held?.draw) return undefined;
  const body = new Blob([
    `--${BOUNDARY}\r\nContent-Type: application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1\r\n\r\n`,
    held.draw().values,
    `\r\n--${BOUNDARY}--\r\n`,
  ]);
  return new Response(body, {
    headers: { 'Content-Type': `multipart/related; type="application/octet-stream"; boundary=${BOUNDARY}` },
  });
}

/** Small and grey, as the list shows it */
async function thumbnailOf(held: Held | undefined): Promise<Response> {
  const blob = held?.draw && (await pictureOf(held.draw(), held.dataset));
  return blob
    ? new Response(blob, { headers: { 'Content-Type': blob.type } })
    : new Response(null, { status: 404 });
}

async function pictureOf(
  { rows, columns, values }: Drawn,
  dataset: WrittenDataset,
): Promise<Blob | undefined> {
  const number = (tag: string) => Number(dataset[tag]?.Value?.[0] ?? 0);
  const [center, width] = [number(Tag.WindowCenter), number(Tag.WindowWidth)];
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const image = context.createImageData(columns, rows);
  values.forEach((stored, at) => {
    const grey = ((stored + number(Tag.RescaleIntercept) - center) / width + 0.5) * 255;
    image.data.set([grey, grey, grey, 255], at * 4);
  });
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
