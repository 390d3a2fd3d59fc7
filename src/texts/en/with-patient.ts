import { datePartsOf, wallClock } from '../../domain/dates';
import type { PersonMatch } from '../../domain/patient/patient';

/* What is said to a patient: short, and in the words of everyday (NHS content style, reading age 9 to 11). */

/** "X-ray", "MRI scan": what the picture was made with, by DICOM's modality. */
const KINDS: Readonly<Record<string, string>> = {
  CT: 'CT scan',
  MR: 'MRI scan',
  MG: 'Breast X-ray',
  DX: 'X-ray',
  CR: 'X-ray',
  RG: 'X-ray',
  PX: 'X-ray',
  IO: 'X-ray',
  US: 'Ultrasound scan',
  IVUS: 'Ultrasound scan',
  XA: 'X-ray',
  RF: 'X-ray',
  NM: 'Scan',
  PT: 'PET scan',
  BMD: 'Bone scan',
  ES: 'Camera picture',
  OP: 'Photograph',
  OPT: 'Eye scan',
  XC: 'Photograph',
};

/** Where everyday has another word than the clinic, by the words for a body part; all others are said as they are. */
const PARTS: Readonly<Record<string, string>> = {
  abdomen: 'your tummy',
  'abdomen-pelvis': 'your tummy and hips',
  axilla: 'your armpit',
  brain: 'your brain',
  calf: 'your lower leg',
  carotids: 'the blood vessels in your neck',
  'cervical-spine': 'your neck bones',
  'chest-abdomen': 'your chest and tummy',
  'chest-abdomen-pelvis': 'your chest, tummy and hips',
  clavicle: 'your collarbone',
  colon: 'your bowel',
  femur: 'your thigh bone',
  'head-neck': 'your head and neck',
  humerus: 'your upper arm',
  kidneys: 'your kidneys',
  'kidneys-ureters-bladder': 'your kidneys and bladder',
  'lower-limb': 'your leg',
  'lumbar-spine': 'your lower back',
  'lumbosacral-spine': 'your lower back',
  mandible: 'your lower jaw',
  mediastinum: 'the middle of your chest',
  oesophagus: 'your food pipe',
  orbits: 'your eyes',
  patella: 'your kneecap',
  pelvis: 'your hips',
  scapula: 'your shoulder blade',
  sinuses: 'your sinuses',
  spine: 'your back',
  sternum: 'your breastbone',
  'thoracic-spine': 'your upper back',
  'tibia-fibula': 'your lower leg',
  'upper-limb': 'your arm',
  uterus: 'your womb',
  'whole-body': 'your whole body',
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** "3 November 2026", or as much of it as is known. */
export function dayWords(text: string | undefined): string {
  const parts = text === undefined ? undefined : datePartsOf(wallClock(text));
  if (parts === undefined) return 'date not known';
  const { year, month, day } = parts;
  return [day, month && MONTHS[month - 1], year].filter(Boolean).join(' ');
}

/**
 * "X-ray of your chest"; "X-ray of the chest" to somebody who looks for another person
 * @param modality DICOM's code of it, absent where nobody knows
 * @param part its body part's name in the domain, absent where nobody knows
 * @param words the same as a clinician says it
 */
export function whatItIs(
  modality: string | undefined,
  part: string | undefined,
  words: string | undefined,
  forAnother = false,
): string {
  const kind = (modality === undefined ? undefined : KINDS[modality]) ?? 'Picture';
  if (part === undefined || modality === 'MG') return kind;
  const yours = PARTS[part] ?? `your ${words ?? part}`;
  return `${kind} of ${forAnother ? yours.replace('your', 'the') : yours}`;
}

export const withPatientTexts = {
  title: 'Your pictures',
  /** "X-ray of your chest, 3 November 2026" */
  whatAndWhen: (what: string, day: string) => `${what}, ${day}`,
  before: 'Before',
  now: 'Now',
  oneOnly: 'Show one picture',
  both: 'Show before and now',
  done: 'Stop showing (Esc)',
  picture: (what: string, order: string | undefined) =>
    order === undefined ? `Picture: ${what}` : `Picture, ${order.toLowerCase()}: ${what}`,
  loading: 'The picture is on its way.',
  preview: 'The picture is not sharp yet.',
  lossy: 'Some fine detail was left out when it was saved.',
  failed: 'This picture cannot be shown just now.',
  fillsWindow: 'The record does not let this page use the whole screen.',
  turn: 'Turn',
  back: 'Back',
  onwards: 'On',
  larger: 'Larger',
  smaller: 'Smaller',
  whole: 'All of it',
  tools: 'Move the picture',
  conclusion: 'What the report says',
  author: (name: string) => `Written by ${name}`,
  notFinal: 'This report is not finished. It may still change.',
  changed: 'This report was changed after it was first written. These are the newest words.',
  noConclusion: 'No part of the report is marked as its summary. Ask your clinician what it says.',
  noWords: 'The report cannot be shown here. Ask your clinician what it says.',
  words: 'Words in it, in plain English',
  askYourClinician:
    'These lines explain words. They do not say what anybody has. Ask your clinician what it means.',
} as const;

/** Why the pictures are not shown to anybody as theirs. */
export const refusedToPatient = {
  title: 'Not shown to the patient',
  unconfirmed: (match: PersonMatch['kind']) =>
    match === 'different'
      ? 'These pictures are of another person.'
      : 'These pictures are not confirmed to be of this patient. Check the name in the pictures first.',
  noPicture: 'There is no picture in the active view that can be shown large.',
  close: 'Close',
} as const;

/** Where a patient, or somebody who acts for one, opens the pictures by themselves. */
export const ownLaunch = {
  proxy: (name: string) => `You are looking at the pictures of ${name}, for them.`,
  /** @param name of the patient for whom somebody else looks; absent where it is the patient */
  list: (name: string | undefined) => (name === undefined ? 'Your pictures' : `Pictures of ${name}`),
  choose: 'Choose a picture to look at.',
  asking: 'Looking for the pictures.',
  released: (record: string) => `These are the pictures that ${record} has released.`,
  none: (record: string) => `${record} has released no pictures.`,
  notAll: (record: string) => `${record} could not say if these are all. There may be more.`,
  ask: 'Ask your clinician if you want to know more.',
  talkTo: (whom: string) => `To talk about the pictures: ${whom}.`,
  previous: 'The one before',
  next: 'The next one',
  pictureOf: (at: number, count: number) => `Picture ${at} of ${count}`,
  notHere: 'The pictures cannot be shown just now.',
  again: 'Try again',
  noPicture: 'This kind of picture cannot be shown here.',
  notConfirmed: 'The name in these pictures does not fully match. They are not shown until it is checked.',
} as const;
