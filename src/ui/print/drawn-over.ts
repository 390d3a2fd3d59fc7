/** What others have drawn over a picture, as it is on the screen. */
export interface DrawnOver {
  /** Draws it over a copy of the picture, of whatever size */
  readonly draw: (context: CanvasRenderingContext2D) => void;
  /** What it is, who made it and why it is there */
  readonly words: readonly string[];
}

/** What lies over the picture in an element of the engine's; `undefined` where nothing does. */
export function drawnOver(element: HTMLElement): DrawnOver | undefined {
  const plane = element.parentElement;
  const layer = plane?.querySelector(':scope > .drawn');
  if (!layer?.firstElementChild) return undefined;
  const words = [...(plane?.querySelectorAll(':scope > .said p') ?? [])].map(
    ({ textContent }) => textContent,
  );
  const { clientWidth, clientHeight } = element;
  return {
    words,
    draw(context) {
      const { width, height } = context.canvas;
      const scale = new DOMMatrix().scale(width / clientWidth, height / clientHeight);
      context.save();
      for (const part of layer.children)
        if (part instanceof SVGSVGElement) drawLines(context, part, scale);
        else if (part instanceof HTMLElement) drawRaster(context, part, scale);
      context.restore();
    },
  };
}

const strengthOf = ({ style }: HTMLElement | SVGElement) => Number(style.opacity || 1);

function drawRaster(context: CanvasRenderingContext2D, over: HTMLElement, scale: DOMMatrix): void {
  const canvas = over.querySelector('canvas');
  if (!canvas) return;
  context.globalAlpha = strengthOf(over);
  context.imageSmoothingEnabled = !canvas.classList.contains('exact');
  context.setTransform(scale.multiply(new DOMMatrix(over.style.transform)));
  context.drawImage(canvas, 0, 0, parseFloat(canvas.style.width), parseFloat(canvas.style.height));
}

/** As wide on the picture, however much of the patient a pixel of it is. */
function drawLines(context: CanvasRenderingContext2D, svg: SVGSVGElement, scale: DOMMatrix): void {
  context.setTransform(scale);
  context.lineJoin = context.lineCap = 'round';
  for (const path of svg.querySelectorAll('path')) {
    const matrix = path.parentElement instanceof SVGGElement ? path.getCTM() : null;
    const line = new Path2D();
    line.addPath(new Path2D(path.getAttribute('d') ?? ''), matrix ?? undefined);
    const { stroke, strokeWidth, strokeOpacity, fill, fillOpacity } = getComputedStyle(path);
    if (fill !== 'none') {
      context.globalAlpha = strengthOf(svg) * Number(fillOpacity);
      context.fillStyle = fill;
      context.fill(line, 'evenodd');
    }
    context.globalAlpha = strengthOf(svg) * Number(strokeOpacity);
    context.strokeStyle = stroke;
    context.lineWidth = parseFloat(strokeWidth);
    context.stroke(line);
  }
}
