import type { Context } from 'hono';
import type { CatalogueInstance } from '../../catalogue';
import type { Codecs } from '../codecs/codecs';
import { isVideo } from '../dicom/transfer-syntaxes';
import { renderedFrame } from '../rendering/render';
import type { RenderRequest } from '../rendering/render';
import { mediaRanges, takes } from './accept';
import { privateCaching } from './wado';

/** A frame or an instance as a picture (PS3.18 10.4.1.1.3). @param frame from 0 @param fallback size where none is asked for */
export async function renderedResponse(
  c: Context,
  instance: CatalogueInstance | undefined,
  frame: number,
  codecs: Codecs,
  fallback?: readonly [number, number],
): Promise<Response> {
  if (!instance || !(frame >= 0 && frame < instance.numberOfFrames)) return c.text('No such frame.', 404);
  if (isVideo(instance.transferSyntaxUid)) return videoResponse(c, instance);
  const request = requestOf(c, fallback);
  if (typeof request === 'string') return c.text(request, 400);
  if (request.mediaTypes.length === 0) return c.text('Rendered as image/jpeg or image/png.', 406);
  try {
    const { bytes, mediaType } = await renderedFrame(instance, frame, request, codecs);
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: { 'Content-Type': mediaType, 'Cache-Control': privateCaching },
    });
  } catch (reason) {
    return c.text(
      `Cannot be rendered: ${reason instanceof Error ? reason.message : 'broken pixel data'}.`,
      406,
    );
  }
}

/** PS3.18 8.7.4: a video is rendered as one, or not at all. */
async function videoResponse(c: Context, instance: CatalogueInstance): Promise<Response> {
  const ranges = mediaRanges(c.req.query('accept') ?? c.req.header('Accept'));
  if (!ranges.some(({ type }) => takes(type, 'video/mp4'))) return c.text('Rendered as video/mp4.', 406);
  const headers = { 'Content-Type': 'video/mp4', 'Cache-Control': privateCaching };
  return new Response((await instance.frame(0)) as Uint8Array<ArrayBuffer>, { headers });
}

function requestOf(c: Context, fallback?: readonly [number, number]): RenderRequest | string {
  const ranges = mediaRanges(c.req.query('accept') ?? c.req.header('Accept'));
  const accepted = (type: string) => ranges.some((range) => takes(range.type, type));
  const viewport = numbers(c.req.query('viewport'));
  const [centre, width, shape] = c.req.query('window')?.split(',') ?? [];
  if (viewport && (viewport.length < 2 || viewport.some((n) => !(n > 0)))) return 'viewport is width,height';
  if (centre !== undefined && !(Number(width) >= 1 && Number.isFinite(Number(centre))))
    return 'window is centre,width,function';
  if (shape !== undefined && !['linear', 'linear-exact'].includes(shape.toLowerCase()))
    return 'Only a linear window is rendered';
  return {
    mediaTypes: (['image/jpeg', 'image/png'] as const).filter(accepted),
    viewport: viewport ? [viewport[0] ?? 1, viewport[1] ?? 1] : fallback,
    window: centre === undefined ? undefined : [Number(centre), Number(width)],
  };
}

function numbers(list: string | undefined): number[] | undefined {
  return list?.split(',').map(Number);
}
