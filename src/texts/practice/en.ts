/** Five minutes of practice: what is said beside the viewer, and the words of the invented patient. */
export const inEnglish = {
  title: 'Practice: an invented patient',
  region: 'Practice',
  mark: 'PRACTICE',
  invented: 'This patient is invented. Nothing here is real, and nothing is sent or kept.',
  step: (at: number, all: number): string => `Step ${at} of ${all}`,
  try: 'Try it:',
  done: 'Done.',
  back: 'Back',
  next: 'Next',
  leave: 'Leave the practice',
  fold: 'Hide these words',
  unfold: 'Show the words of this step',

  steps: {
    opens: {
      title: 'What opens, and whose it is',
      words:
        'The newest study with a report opens by itself: its report on one side, its pictures on the other. At the top stands whose pictures they are. Read that first, every time.',
    },
    report: {
      title: 'The report first',
      words:
        'The conclusion stands at the top, in the author’s own words. Below it is the rest, with who wrote it and whether it is final.',
      task: 'press “image 9” in the report: its picture opens.',
    },
    keyImages: {
      title: 'Key images',
      words:
        'Somebody who reported may have chosen the pictures that matter. They open first; the whole study is one press away.',
      task: 'go from “Key images” to “Whole study” or back, at the top or with K.',
    },
    slices: {
      title: 'Through the slices',
      words:
        'A scan is a pile of slices. Turn the wheel, drag, or use the arrow keys. Below the picture stands which one you see.',
      task: 'look at four other slices.',
    },
    brightness: {
      title: 'Brightness',
      words:
        'Lung, soft tissue and bone need different brightness. What you cannot see in one you may see in another: the small round shadow shows best as “Lung”.',
      task: 'choose another brightness: “Brightness” below the picture, or the keys 1 to 6.',
    },
    before: {
      title: 'Was it there before?',
      words:
        'An earlier study beside this one shows what is new. It is marked PRIOR, in its own colour, with how long before.',
      task: 'press “Compare” at the top, or C.',
    },
    unreported: {
      title: 'No report is not “normal”',
      words:
        'The chest X-ray in the list has no report. The viewer says so, and no more: it never says normal. Where something could not be asked for, it says that, and not “none”.',
      task: 'go back to the list: the arrow at the top left, or Escape.',
    },
    limits: {
      title: 'When not to rely on it',
      words:
        'It is for review, not for diagnosis: what you see here does not replace the report. Telephone the imaging department when the picture does not fit the patient, when the report is missing or not final and you cannot wait, when pictures are missing or still coming, or when this screen is poor or the room is bright. Measure with care: each number says what it stands on.',
    },
    end: {
      title: 'That was it',
      words:
        'You have seen all that most people need. Help has the keys and the rest. Close this tab, or open Imaging from a patient’s record.',
    },
  },

  over: 'The practice is over',
  overWords:
    'The invented patient is gone. Close this tab to go back to what you had open before, or open Imaging from a patient’s record.',
  again: 'Practise again',

  patient: { family: 'Practice', given: 'Not-A-Real-Patient' },
  record: 'Practice record (invented)',
  archive: 'Practice archive (invented)',
  author: 'Dr Invented Example',
  role: 'Not a real radiologist',
  /** What is burnt into the pictures: capital letters A C E F I M P R T Y alone */
  burnt: 'PRACTICE',
  ct: 'CT chest (invented)',
  slices: 'Chest, slices',
  xray: 'Chest X-ray (invented)',
  frontal: 'Chest, from the front',
  conclusion: 'Conclusion',
  findings: 'Findings',
  clinical: 'Clinical details',
  now: {
    conclusion:
      'New solid nodule of 14 mm in the right upper lobe; it was 7 mm eight months ago. Discuss at the lung meeting.',
    findings: 'Right upper lobe nodule. No enlarged lymph nodes',
    image: 'image 9',
    clinical: 'Cough for six weeks. Practice patient: nobody has this cough.',
  },
  before: {
    conclusion: 'Small nodule of 7 mm in the right upper lobe. Repeat CT in three months.',
    findings: 'Small right upper lobe nodule. Otherwise clear lungs',
    image: 'image 4',
    clinical: 'Smoker. Practice patient: nobody smokes.',
  },
} as const;

type Whole<Texts> = Texts extends string
  ? string
  : Texts extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof Texts]: Whole<Texts[Key]> };

/** All of them in one language: of an invented patient nothing is left in another. */
export type PracticeWords = Whole<typeof inEnglish>;
