import type { PlacedWords } from '../../../domain/ports/documents';

let measuring: CanvasRenderingContext2D | null | undefined;

/** A type is measured at this size: small sizes are rounded to the screen's pixels. */
const SIZE = 100;

/**
 * How much wider than this browser's own letters a run of words stands on the page.
 * @param wanted its width, in heights of its type
 */
export function stretch(text: string, face: PlacedWords['face'], wanted: number): number {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (!measuring) return 1;
  measuring.font = `${SIZE}px ${face}`;
  const own = measuring.measureText(text).width / SIZE;
  const factor = wanted / own;
  return Number.isFinite(factor) && factor > 0 ? factor : 1;
}
