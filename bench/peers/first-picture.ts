/** The mark that `watchFirstPicture` sets. */
export const FIRST_PICTURE = 'bench:first-picture';

/**
 * Runs in the page, before its own scripts: marks the first animation frame in which a canvas of at least 200 × 200 on the
 * screen holds a picture, sixteen or more levels of grey among 32 × 32 samples. A blank canvas, a spinner, a frame or
 * a line of text has fewer. It looks at what was drawn, whoever drew it and however, at every animation frame until then.
 *
 * A WebGL canvas could be empty by the time it is looked at. Both peers copy what WebGL made to a 2D canvas on the
 * screen, which keeps it; a viewer that does not would be reported as one without a picture.
 */
export function watchFirstPicture(mark: string): void {
  const side = 32;
  const sample = document.createElement('canvas');
  sample.width = sample.height = side;
  const context = sample.getContext('2d', { willReadFrequently: true });
  const holdsPicture = (canvas: HTMLCanvasElement) => {
    const { width, height, bottom, right } = canvas.getBoundingClientRect();
    if (width < 200 || height < 200 || bottom <= 0 || right <= 0 || canvas.width === 0 || canvas.height === 0)
      return false;
    if (context === null) return false;
    context.clearRect(0, 0, side, side);
    context.drawImage(canvas, 0, 0, side, side);
    const { data } = context.getImageData(0, 0, side, side);
    const levels = new Set<number>();
    for (let at = 0; at < data.length; at += 4) if ((data[at + 3] ?? 0) > 0) levels.add(data[at + 1] ?? 0);
    return levels.size >= 16;
  };
  const look = () => {
    if ([...document.querySelectorAll('canvas')].some(holdsPicture)) performance.mark(mark);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
