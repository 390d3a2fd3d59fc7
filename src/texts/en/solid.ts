import type { SolidPreset } from '../../domain/volume/solid-presets';
import type { Side } from '../../domain/volume/turn';

const sides: Readonly<Record<Side, string>> = {
  A: 'From the front',
  P: 'From the back',
  L: 'From the left',
  R: 'From the right',
  H: 'From above',
  F: 'From below',
};

/** What is said of a volume in 3D. */
export const solidTexts = {
  title: 'Volume (3D)',
  /** Said wherever the picture stands, on paper too */
  purpose: '3D, computed, for review, not for measuring',
  keys: 'Drag or arrows turn it, comma and full stop roll it, plus and minus make it larger and smaller',
  picture: 'Volume in 3D',
  presets: {
    bone: 'Bone',
    'soft-tissue': 'Soft tissue and skin',
    vessel: 'Vessels with contrast',
    lung: 'Lung',
    bright: 'Brightest parts',
  } satisfies Readonly<Record<SolidPreset, string>>,
  preset: 'Show',
  sides,
  looked: 'Look',
  turn: { left: 'Turn left', right: 'Turn right', up: 'Turn up', down: 'Turn down' },
  turning: 'Turn',
  zoom: 'Zoom, %',
  table: 'Cut away the table',
  /** What that does, and what it may take along */
  tableSaid: 'Left out: what is not joined to the body. Small parts of the body may be missing.',
  clip: 'Cut, %',
  /** "R to L, from" */
  clipFrom: (axis: string): string => `${axis}, from`,
  clipTo: (axis: string): string => `${axis}, to`,
  whole: 'Whole again',
  print: 'Print this picture',
  printFailed: 'The picture could not be printed.',
  rough: 'Coarse while it is turned',
  refused: 'This series cannot be shown in 3D',
  noDevice:
    '3D cannot be made on this device: it has too little memory, or does not let it be made. The images are not affected.',
} as const;
