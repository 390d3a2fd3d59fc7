/** The sheet of keys and gestures. */
export const helpTexts = {
  title: 'Keys and gestures',
  close: 'Close',
  to: 'to',
  singleKeys: 'Use shortcuts of a single letter, digit or sign. Turn this off for speech input.',
} as const;

/** The keys as they are written on a keyboard. */
export const keyNames = {
  Shift: 'Shift',
  Ctrl: 'Ctrl',
  Space: 'Space',
  Enter: 'Enter',
  Tab: 'Tab',
  Delete: 'Delete',
  Backspace: 'Backspace',
  Escape: 'Esc',
  Home: 'Home',
  End: 'End',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
} as const;

export const helpGroups = {
  images: 'Images',
  dragging: 'Tools for dragging',
  steps: 'Without dragging',
  measuring: 'Measuring',
  picture: 'Picture',
  screen: 'Screen',
  gestures: 'Mouse and touch',
} as const;

export const helpLines = {
  neighbours: 'Previous, next image',
  tens: 'Ten images back, on',
  ends: 'First, last image',
  play: 'Play, pause',
  window: 'Window',
  pan: 'Pan',
  zoom: 'Zoom',
  scroll: 'Scroll',
  measure: 'Measure: as chosen last',
  brightness: 'Brighter, darker',
  contrast: 'More, less contrast',
  move: 'Move the picture',
  size: 'Larger, smaller',
  place: 'Put one in the middle; close an outline',
  nextMeasurement: 'The next measurement or handle',
  moveMeasurement: 'Move it; with Shift ten times as far',
  deleteMeasurement: 'Delete the chosen one',
  undo: 'Undo: what was drawn, moved or deleted last',
  drop: 'Drop what is being drawn; choose none',
  measurements: 'List of measurements',
  presets: 'CT windows: lung, soft tissue, bone, brain, mediastinum, abdomen',
  fit: 'Fit',
  oneToOne: 'One picture pixel to one screen pixel',
  rotate: 'Turn by a quarter',
  flip: 'Flip sideways, top to bottom',
  invert: 'Invert',
  subtraction: 'Subtraction off and on',
  savedView: 'Saved view off and on',
  nextSavedView: 'Next saved view',
  graphics: 'Words, measurements and overlays off and on',
  reset: 'Reset everything',
  list: 'Show or hide the list',
  report: 'Show or hide the report',
  otherReport: 'While comparing: the other report',
  keyImages: 'Key images, whole study',
  compare: 'Compare with the earlier study, and stop',
  leave: 'Back to the whole list',
  maximise: 'One view large, and back',
  layouts: 'Next layout, the one before',
  link: 'Join the views: they scroll, zoom and pan together',
  lines: 'Lines of the slice in the other views',
  series: 'On a series: show it in that view',
  help: 'This sheet',
} as const;

/** What a mouse or fingers do. */
export const gestureLines: readonly (readonly [gesture: string, does: string])[] = [
  ['Left drag, one finger', 'The chosen tool'],
  ['Wheel', 'Scroll'],
  ['Right drag, pinch', 'Zoom'],
  ['Middle drag, two fingers', 'Pan'],
  ['Double click', 'One view large, and back'],
  ['Right click, long press', 'Every tool in a menu'],
];
