import { cache, Enums, init, metaData, RenderingEngine, type StackViewport } from '@cornerstonejs/core';
import type { GreyFrame } from '../decode/pixels';
import { softcopyOf } from '../softcopy/applies';
import { shuttersOf } from '../softcopy/shutter';
import { describedOf, supplementOf } from './attributes';
import type { GpuHost, GpuOptions, GpuPainter } from './gpu';
import type { PaintTarget, Picture } from './painter';
import { cameraFor } from './camera';
import { imageOf, moduleOf } from './cornerstone-image';
import { scaleOf, storedRange } from './stored-window';
import { placement, shapeOf, type PictureShape, type Size } from '../viewport/placement';

const ENGINE = 'plainfilm';
/** Sampling between four neighbours leaves pixels out below this scale; the canvas averages them. */
const LEAST_SCALE = 0.5;
/** As on the canvas: from this scale on pixels are shown as squares. */
const SQUARES_FROM = 4;

/**
 * Cornerstone's stack viewports on one graphics context. They are fed with frames that are decoded already and draw
 * out of sight; what they drew is copied to the viewport's own canvas within the same animation frame.
 */
export async function cornerstoneHost({ onlost, onrestored }: GpuOptions): Promise<GpuHost> {
  init({ rendering: { webGlContextCount: 1 } } as Parameters<typeof init>[0]);
  // Nothing is loaded through Cornerstone: its cache stays empty, and may not grow to its usual 3 GB.
  cache.setMaxCacheSize(1);
  const described = new Map<string, Picture>();
  const provider = (type: string, imageId: unknown) => moduleOf(type, described.get(String(imageId)));
  metaData.addProvider(provider, 10_000);
  const engine = new RenderingEngine(ENGINE);
  let last = 0;
  const listening = new AbortController();

  const listen = (viewport: string) => {
    const openGl = engine.getOffscreenMultiRenderWindow(viewport).getOpenGLRenderWindow();
    const canvas: HTMLCanvasElement | undefined = openGl.getCanvas();
    canvas?.addEventListener(
      'webglcontextlost',
      (event) => {
        // Without this the browser would never give the context back.
        event.preventDefault();
        onlost();
      },
      { signal: listening.signal, once: true },
    );
    canvas?.addEventListener('webglcontextrestored', onrestored, { signal: listening.signal, once: true });
  };

  return {
    painter(target) {
      const id = `${ENGINE}-${++last}`;
      const painter = stackPainter(engine, id, target, described);
      if (last === 1) listen(id);
      return painter;
    },
    dispose() {
      listening.abort();
      metaData.removeProvider(provider);
      engine.destroy();
    },
  };
}

function stackPainter(
  engine: RenderingEngine,
  id: string,
  { canvas, context }: PaintTarget,
  described: Map<string, Picture>,
): GpuPainter {
  const host = document.createElement('div');
  host.style.cssText = 'position:absolute;inset:0;visibility:hidden;pointer-events:none';
  host.setAttribute('aria-hidden', 'true');
  canvas.before(host);
  engine.enableElement({ viewportId: id, element: host, type: Enums.ViewportType.STACK });
  const viewport = engine.getViewport(id) as StackViewport;
  let size: Size = { width: 1, height: 1 };
  let ratio = 1;
  let shown: { readonly picture: Picture; readonly imageId: string } | undefined;
  let images = 0;

  const forget = () => {
    if (shown) described.delete(shown.imageId);
    shown = undefined;
  };

  const load = (picture: Picture, decoded: GreyFrame, shape: PictureShape) => {
    const imageId = `${id}:${++images}`;
    described.set(imageId, picture);
    viewport.renderImageObject(imageOf(imageId, decoded, shape));
    forget();
    shown = { picture, imageId };
  };

  return {
    draws({ decoded, frame, subtraction }, presentation) {
      if (subtraction || presentation.palette || supplementOf({ frame })) return false;
      if (decoded.kind !== 'grey' || frame.instance.image?.padding) return false;
      if (softcopyOf(presentation.softcopy, frame)) return false;
      if (frame.instance.overlays || shuttersOf(frame).length > 0) return false;
      const scale = scaleOf({ decoded, frame }, presentation);
      const { modalityLut } = describedOf(frame);
      const isStraight = scale.voi === 'LINEAR' || scale.voi === 'LINEAR_EXACT';
      if (!isStraight || modalityLut.kind === 'lut' || modalityLut.slope === 0) return false;
      if (scale.voi === 'LINEAR' && scale.window.width <= 1) return false;
      return (
        placement(shapeOf(frame, decoded.rows, decoded.columns), presentation, size).scale * ratio >=
        LEAST_SCALE
      );
    },
    paint(picture, presentation) {
      const { decoded, frame } = picture;
      const shape = shapeOf(frame, decoded.rows, decoded.columns);
      const place = placement(shape, presentation, size);
      if (decoded.kind === 'grey' && shown?.picture.decoded !== decoded) load(picture, decoded, shape);
      const { window, voi, isOwnRange } = scaleOf(picture, presentation);
      const { lower, upper, isFalling } = storedRange(picture, window, voi);
      const attributes = describedOf(frame);
      viewport.setProperties({
        voiRange: { lower, upper },
        invert: isFalling !== (attributes.inverse !== presentation.invert),
        interpolationType:
          place.scale * ratio < SQUARES_FROM
            ? Enums.InterpolationType.LINEAR
            : Enums.InterpolationType.NEAREST,
      });
      viewport.setCamera(cameraFor(shape, place, size));
      copy(engine, id, canvas, context);
      const { rotation, flipHorizontal, flipVertical } = presentation;
      const orientation = { rotation, flipHorizontal, flipVertical };
      return {
        scale: place.scale,
        matrix: place.matrix,
        fit: place.fit,
        orientation,
        windowInForce: window,
        ...(isOwnRange && { isOwnRange: true as const }),
      };
    },
    resize(wanted, pixelRatio) {
      size = wanted;
      ratio = pixelRatio;
      engine.resize(false, false);
    },
    clear: forget,
    dispose() {
      forget();
      engine.disableElement(id);
      host.remove();
    },
  };
}

/** Draws this viewport alone, and copies it, at once: Cornerstone's own way comes an animation frame later. */
function copy(
  engine: RenderingEngine,
  id: string,
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
): void {
  const offscreen = engine.getOffscreenMultiRenderWindow(id);
  const { width, height } = canvas;
  const openGl = offscreen.getOpenGLRenderWindow();
  const drawn: HTMLCanvasElement | undefined = openGl.getCanvas();
  if (!drawn) return;
  for (const other of offscreen.getRenderers()) other.renderer.setDraw(other.id === id);
  offscreen
    .getRenderer(id)
    .setViewport(0, 0, Math.min(1, width / drawn.width), Math.min(1, height / drawn.height));
  offscreen.getRenderWindow().render();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(drawn, 0, drawn.height - height, width, height, 0, 0, width, height);
}
