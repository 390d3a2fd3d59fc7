import type { Context } from 'hono';
import type { CatalogueInstance } from '../../catalogue';
import type { Codecs } from '../codecs/codecs';
import { numberOf } from '../dicom/dataset';
import { frameMediaType, isEncapsulated, transferSyntaxes } from '../dicom/transfer-syntaxes';
import { mediaRanges, takes, takesMultipart } from './accept';
import { multipartResponse } from './multipart';

/** What is stored may be kept by this browser for a while: instances never change. */
export const privateCaching = 'private, max-age=600';

/** Whole instances as `application/dicom` parts, as stored (PS3.18 10.4); 406 where another syntax is asked for. */
export function instancesResponse(c: Context, instances: readonly CatalogueInstance[]): Response {
  const ranges = mediaRanges(c.req.header('Accept'));
  const only = instances.length === 1 ? instances[0] : undefined;
  if (only && ranges.every(({ type }) => type === 'application/dicom')) return singleInstance(only);
  const refused = instances.find(
    ({ transferSyntaxUid }) => !takesMultipart(ranges, 'application/dicom', transferSyntaxUid),
  );
  if (refused) return c.text(`Stored as ${refused.transferSyntaxUid}; not available otherwise.`, 406);
  const response = multipartResponse(
    'application/dicom',
    instances.map((instance) => ({
      type: `application/dicom; transfer-syntax=${instance.transferSyntaxUid}`,
      bytes: () => instance.part10(),
    })),
  );
  response.headers.set('Cache-Control', privateCaching);
  return response;
}

function singleInstance(instance: CatalogueInstance): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(await instance.part10());
      controller.close();
    },
  });
  return new Response(body, {
    headers: { 'Content-Type': 'application/dicom', 'Cache-Control': privateCaching },
  });
}

/** Frames by number from 1, in the order asked for (PS3.18 10.4.1.1.6). 404 for a frame that is not there, 406 for a form that is not. */
export function framesResponse(
  c: Context,
  instance: CatalogueInstance,
  list: string,
  codecs: Codecs,
): Response {
  const numbers = list.split(',').map(Number);
  const isThere = (frame: number) =>
    Number.isInteger(frame) && frame >= 1 && frame <= instance.numberOfFrames;
  if (!/^\d+(,\d+)*$/.test(list)) return c.text('Frames are whole numbers from 1, separated by commas.', 400);
  if (!numbers.every(isThere)) return c.text(`This instance has ${instance.numberOfFrames} frames.`, 404);
  const { transferSyntaxUid } = instance;
  const mediaType = frameMediaType(transferSyntaxUid);
  const ranges = mediaRanges(c.req.header('Accept'));
  const headers = { 'Cache-Control': privateCaching };
  if (takesMultipart(ranges, mediaType, transferSyntaxUid)) {
    const type = isEncapsulated(transferSyntaxUid)
      ? `${mediaType}; transfer-syntax=${transferSyntaxUid}`
      : mediaType;
    const parts = numbers.map((frame) => ({ type, bytes: () => instance.frame(frame - 1) }));
    return withHeaders(multipartResponse(mediaType, parts), headers);
  }
  if (
    isEncapsulated(transferSyntaxUid) &&
    takesMultipart(ranges, 'application/octet-stream', transferSyntaxes.explicitLittleEndian)
  ) {
    const parts = numbers.map((frame) => ({
      type: 'application/octet-stream',
      bytes: () => decodedFrame(instance, frame - 1, codecs),
    }));
    return withHeaders(multipartResponse('application/octet-stream', parts), headers);
  }
  if (numbers.length === 1 && ranges.some(({ type }) => type !== '*/*' && takes(type, mediaType))) {
    return singleFrame(instance, (numbers[0] ?? 1) - 1, mediaType);
  }
  return c.text(`Stored as ${mediaType} (${transferSyntaxUid}); not available otherwise.`, 406);
}

function singleFrame(instance: CatalogueInstance, frame: number, mediaType: string): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(await instance.frame(frame));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': mediaType, 'Cache-Control': privateCaching } });
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** One frame's samples in Explicit VR Little Endian order. @throws where there is no decoder, or the stream is broken */
export async function decodedFrame(
  instance: CatalogueInstance,
  frame: number,
  codecs: Codecs,
): Promise<Uint8Array> {
  const dataset = await instance.dataset();
  const number = (tag: string, absent: number) => numberOf(dataset, tag) ?? absent;
  const layout = {
    columns: number('00280011', 0),
    rows: number('00280010', 0),
    bitsAllocated: number('00280100', 16),
    samplesPerPixel: number('00280002', 1),
  };
  return codecs.decode(await instance.frame(frame), layout, instance.transferSyntaxUid);
}
