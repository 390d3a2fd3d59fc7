/** What an SVG takes from the page's style sheets, and has to bring along */
const STYLED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'vector-effect',
  'paint-order',
  'opacity',
  'visibility',
  'display',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

/**
 * Marks that are drawn over a picture, as an image by itself.
 *
 * @param width CSS pixels that the marks were drawn for
 * @returns `undefined` where the browser cannot draw them
 */
export async function marksImage(
  marks: Node,
  width: number,
  height: number,
): Promise<HTMLImageElement | undefined> {
  if (!(marks instanceof SVGElement)) return undefined;
  const svg = marks.cloneNode(true) as SVGElement;
  for (const handle of svg.querySelectorAll('.handle')) handle.remove();
  // It has its styles only where it stands in the page.
  const place = document.createElement('div');
  Object.assign(place.style, {
    position: 'fixed',
    left: '-100vw',
    width: `${width}px`,
    height: `${height}px`,
  });
  place.append(svg);
  document.body.append(place);
  for (const part of [svg, ...svg.querySelectorAll<SVGElement>('*')]) {
    const style = getComputedStyle(part);
    for (const name of STYLED) part.setAttribute(name, style.getPropertyValue(name));
    part.setAttribute('font-family', 'sans-serif');
    part.removeAttribute('style');
    part.removeAttribute('class');
  }
  place.remove();
  for (const [name, value] of [
    ['xmlns', 'http://www.w3.org/2000/svg'],
    ['viewBox', `0 0 ${width} ${height}`],
    ['width', String(width)],
    ['height', String(height)],
  ] as const)
    svg.setAttribute(name, value);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  return image.decode().then(
    () => image,
    () => undefined,
  );
}
