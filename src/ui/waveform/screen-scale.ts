/*
 * How many pixels of a screen are a millimetre, which browsers do not tell: a person measured a line with a ruler, once
 * for each screen. Kept on this device; it says nothing about a patient.
 */

/** What CSS calls a millimetre; on most screens it is another length */
export const NOMINAL = 96 / 25.4;

/** Factors that no screen has: a number that was mistyped */
const [LEAST, MOST] = [0.3, 4];

const keyOf = () => `plainfilm:screen:${screen.width}x${screen.height}`;

/** CSS pixels a millimetre as a person measured it, `undefined` where nobody did. Page zoom is reckoned with. */
export function measuredScale(): number | undefined {
  try {
    const device = Number(localStorage.getItem(keyOf()));
    return isPossible(device / devicePixelRatio) ? device / devicePixelRatio : undefined;
  } catch {
    return undefined;
  }
}

const isPossible = (pixels: number) => pixels >= NOMINAL * LEAST && pixels <= NOMINAL * MOST;

/**
 * Keeps what a ruler said. Where storage is blocked it lasts as long as the curves are shown.
 * @param pixels of the line, CSS @param millimetres that it measures; `undefined` forgets it
 * @returns CSS pixels a millimetre; `undefined` where the numbers cannot be
 */
export function keepScale(pixels: number, millimetres: number | undefined): number | undefined {
  const scale = millimetres === undefined ? NaN : pixels / millimetres;
  const isKept = isPossible(scale);
  try {
    if (isKept) localStorage.setItem(keyOf(), String(scale * devicePixelRatio));
    else if (millimetres === undefined) localStorage.removeItem(keyOf());
  } catch {
    // See above.
  }
  return isKept ? scale : undefined;
}
