import type { Picture } from '../../sandbox/imaging/phantoms/image';
import type { Annotation } from '../../src/domain/presentation/presentation-state';
import type { ViewState } from '../../src/domain/presentation/view-state';
import type { FrameAttributes } from '../../src/domain/study/study';

/** Draws a picture into an element as a presentation says: enough of an engine to look at the screen around it. */
export function draw(
  element: HTMLElement,
  picture: Picture,
  attributes: FrameAttributes | undefined,
  { presentation, windowInForce, softcopyInForce }: ViewState,
): void {
  const canvas = element.querySelector('canvas') ?? element.appendChild(document.createElement('canvas'));
  const { width, height } = element.getBoundingClientRect();
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  canvas.style.cssText = 'display: block; width: 100%; height: 100%';
  const context = canvas.getContext('2d');
  const { rotation, zoom, pan } = presentation;
  const turned = rotation === 90 || rotation === 270;
  const [columns, rows] = turned ? [picture.rows, picture.columns] : [picture.columns, picture.rows];
  const scale = Math.min(canvas.width / columns, canvas.height / rows) * zoom;
  const { placing } = presentation;
  const towards = placing?.towards ? { left: -1, right: 1 }[placing.towards] : 0;
  const shift = (towards * (canvas.width - columns * scale)) / 2;
  // A presentation state defines the modality LUT too; one that leaves it out leaves stored values (PS3.4 N.2.1).
  const modalityLut = softcopyInForce?.modalityLut ?? { kind: 'rescale' as const, slope: 1, intercept: 0 };
  const described = attributes && softcopyInForce ? { ...attributes, modalityLut } : attributes;
  const image = grey(picture, described, windowInForce, presentation.invert);
  if (context === null) return;
  context.imageSmoothingQuality = 'high';
  context.translate(
    canvas.width / 2 + shift + pan[0] * devicePixelRatio,
    canvas.height / 2 + pan[1] * devicePixelRatio,
  );
  context.rotate((rotation * Math.PI) / 180);
  context.scale(scale * (presentation.flipHorizontal ? -1 : 1), scale * (presentation.flipVertical ? -1 : 1));
  context.translate(-picture.columns / 2, -picture.rows / 2);
  context.drawImage(image, 0, 0);
  for (const { shape } of softcopyInForce?.annotations ?? []) mark(context, shape, scale);
}

/** Circles and words are all that the fixtures' presentation states hold. */
function mark(context: CanvasRenderingContext2D, shape: Annotation['shape'], scale: number): void {
  context.strokeStyle = context.fillStyle = '#ffd34d';
  context.lineWidth = 2 / scale;
  context.font = `600 ${15 / scale}px system-ui`;
  if (shape.kind === 'circle') {
    const [[x, y], [toX, toY]] = [shape.center, shape.onCircle];
    context.beginPath();
    context.arc(x, y, Math.hypot(toX - x, toY - y), 0, 2 * Math.PI);
    context.stroke();
  }
  if (shape.kind === 'text' && shape.anchor) context.fillText(shape.text, ...shape.anchor);
}

export function grey(
  { columns, rows, samples }: Picture,
  attributes: FrameAttributes | undefined,
  window: { readonly center: number; readonly width: number } | undefined,
  invert: boolean,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  const image = new ImageData(columns, rows);
  const lut = attributes?.modalityLut;
  const [slope, intercept] = lut?.kind === 'rescale' ? [lut.slope, lut.intercept] : [1, 0];
  const { center, width } = window ?? { center: 2048, width: 4096 };
  samples.forEach((stored, at) => {
    const share = (stored * slope + intercept - center) / width + 0.5;
    const value = Math.round(255 * Math.min(Math.max(invert ? 1 - share : share, 0), 1));
    image.data.set([value, value, value, 255], at * 4);
  });
  context?.putImageData(image, 0, 0);
  return canvas;
}
