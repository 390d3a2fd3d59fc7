/** What is drawn over the pictures, and whether it is shown. Whose picture it is and what is wrong with it always is. */
export interface Graphics {
  /** What the view says of the picture: series, window, scale, which image */
  readonly words: boolean;
  readonly measurements: boolean;
  /** Overlay planes, and the graphics of presentation states */
  readonly overlays: boolean;
}

export const allGraphics: Graphics = { words: true, measurements: true, overlays: true };

export const isAllShown = ({ words, measurements, overlays }: Graphics): boolean =>
  words && measurements && overlays;

/** One part the other way; without a part all of it hidden, or, where any is hidden, all of it shown. */
export function toggledGraphics(graphics: Graphics, part?: keyof Graphics): Graphics {
  if (part) return { ...graphics, [part]: !graphics[part] };
  return isAllShown(graphics) ? { words: false, measurements: false, overlays: false } : allGraphics;
}
