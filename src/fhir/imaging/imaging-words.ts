import { beginsWithPerson } from '../../domain/study/body-part-of';

/** What imaging is called where no code says so, in the words and the letters that departments use */
const WORDS: readonly RegExp[] = [
  /\b(?:imaging|radiolog\w*|nuclear medicine|computed tomograph\w*|magnetic resonance|ultraso\w*|sonogra\w*)\b/i,
  /\b(?:x[- ]?rays?|radiograph\w*|plain films?|fluoroscop\w*|barium|tomosynthes\w*|scintigra\w*|densitometr\w*)\b/i,
  /\b(?:echocardio|mammo|angio|arthro|veno|phlebo|myelo|cysto|uro|pyelo|sialo|sino|lympho|orthopanto)gra\w*/i,
  /\b(?:hysterosalpingo|fistulo|cholangio|disco|defaecating procto)gra\w*/i,
  /\b(?:bone|isotope|spect|dmsa|mag3|pet|cat|doppler|dexa|mr|us)[- ]scans?\b/i,
  /\b(?:xr|cxr|axr|pxr|ct|cta|ctpa|ctkub|cbct|hrct|mri|mrcp|uss|usg|dexa|dxa|v\/q|pet[-/ ]?ct)\b/i,
  // In small letters some of these are words.
  /\b(?:US|PET|SPECT|KUB|IVU|IVP|DSA|OPG|OPT|MRA|MRV|DX|MG|NM)\b/,
];

/** A surgeon's title too: behind these words, and before a name. */
const MR = /(?<!\b(?:with|see|under|by|from|to|of|clinic|WITH|SEE|UNDER|BY|FROM|TO|OF|CLINIC),? )\bMR\b/g;

/** Whether words name imaging: a request, an appointment or a report that no code files. */
export const namesImaging = (words: string): boolean =>
  WORDS.some((each) => each.test(words)) ||
  [...words.matchAll(MR)].some(({ index }) => !beginsWithPerson(words.slice(index, index + MOST_OF_NAME)));

/** Letters behind a title that are looked at for a name, or for what was examined */
const MOST_OF_NAME = 60;
