import { describe, expect, it } from 'vitest';
import { placedWords, wordsText } from '../../src/documents/pdf/pdf-words';

/** A4, 595 × 842 points, drawn at twice their size: y runs down */
const upright = [2, 0, 0, -2, 0, 1684];
/** The same turned by a quarter to the right (`/Rotate 90`) */
const turned = [0, 2, 2, 0, 0, 0];

const item = (str: string, at: readonly number[] = [12, 0, 0, 12, 50, 800], hasEOL = false) => ({
  str,
  transform: at,
  width: 40,
  height: 12,
  fontName: 'f1',
  hasEOL,
});
const style = { fontFamily: 'serif', ascent: 0.75, descent: -0.25, vertical: false };

describe('words of a PDF', () => {
  it.each([
    ['upright', upright, item('x'), { left: 100, top: 66, width: 80, height: 24, turn: 0 }],
    [
      'on a turned page',
      turned,
      item('x'),
      { left: 1618, top: 100, width: 80, height: 24, turn: Math.PI / 2 },
    ],
    [
      'written upwards',
      upright,
      item('x', [0, 12, -12, 0, 50, 800]),
      { left: 82, top: 84, width: 80, height: 24, turn: -Math.PI / 2 },
    ],
  ])('that stand %s lie where they are painted', (_name, transform, one, expected) => {
    const [words] = placedWords([one], { f1: style }, transform);
    for (const [key, value] of Object.entries(expected))
      expect(words?.[key as keyof typeof expected]).toBeCloseTo(value, 5);
    expect(words).toMatchObject({ text: 'x', face: 'serif', endsLine: false });
  });

  it('have a place also where their font says nothing of itself', () => {
    expect(placedWords([item('x')], {}, upright)).toMatchObject([{ face: 'sans-serif', height: 24 }]);
  });

  it('leave out what is no text, and end their lines', () => {
    const words = placedWords(
      [item('Nodule'), { type: 'beginMarkedContent' }, item('', undefined, true), item('of 15 mm')],
      { f1: style },
      upright,
    );
    expect(wordsText(words)).toBe('Nodule\nof 15 mm');
  });

  it('are bounded in number', () => {
    expect(
      placedWords(
        Array.from({ length: 30_000 }, () => item('x')),
        {},
        upright,
      ),
    ).toHaveLength(20_000);
  });
});
