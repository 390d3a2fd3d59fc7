import { counted } from '../texts';

/** What a key or a button did, in a short sentence for who does not see it. */
export const spokenTexts = {
  tool: (name: string): string => `Tool: ${name}`,
  inverted: (on: boolean): string => (on ? 'Inverted' : 'Not inverted any more'),
  flippedSideways: (on: boolean): string => (on ? 'Flipped sideways' : 'Not flipped sideways any more'),
  flippedUpsideDown: (on: boolean): string =>
    on ? 'Flipped top to bottom' : 'Not flipped top to bottom any more',
  undone: 'Undone',
  loaded: (count: number): string =>
    `${counted(count, { one: 'image is', other: 'images are' })} here, all of them`,
} as const;
