import { spansText, type Block, type ReportPart } from './report-document';

/** What reports in English and Welsh call their parts, colon and numbering left out. */
const NAMES: readonly (readonly [ReportPart, RegExp])[] = [
  [
    'conclusion',
    /^(?:(?:overall |final |main |radiolog(?:ical|ist's|ist’s) )?(?:conclusions?|impressions?|opinions?|summary|summary of findings)(?: (?:and|&|\/) (?:conclusions?|impressions?|opinions?|recommendations?|advice|comments?|plan))?|casgliad(?:au)?|crynodeb|barn)$/i,
  ],
  ['findings', /^(?:(?:imaging |radiological |main )?findings|observations?|reports?|canfyddiadau)$/i],
  ['recommendation', /^(?:recommendations?|advice|follow[- ]?up(?: advice)?|argymhellion)$/i],
  ['addendum', /^(?:(?:first |second )?(?:addend(?:um|a)|amendments?|corrections?)(?:\b.{0,40})?|atodiad)$/i],
  [
    'other',
    /^(?:(?:relevant )?clinical (?:details|history|information|indications?|data|question|summary|background)|history(?: of present illness)?|indications?(?:\/clinical question)?|reason for (?:exam(?:ination)?|study|request)|request(?: details)?|exam(?:ination)?s?(?: performed)?|procedures?|techniques?|protocol|contrast|comparisons?|results?|measurements?|assessments?|comments?|interpretation|diagnosis|limitations?|radiation dose|dose|technical factors|medications?|complications?)$/i,
  ],
];

/** By its name; `undefined` where it is none that every report has. @param words of the heading */
export function partNamed(words: string): ReportPart | undefined {
  // Names are short: a sentence is none, and is not looked at for long.
  if (words.length > 96) return undefined;
  const bare = words
    .trim()
    .replace(/^\d{1,2}[.)]\s*/, '')
    .replace(/[:.]$/, '')
    .trimEnd();
  return NAMES.find(([, names]) => names.test(bare))?.[0];
}

/** By the heading's code where it has one, else by its words. */
export const partOf = (block: Block): ReportPart | undefined =>
  block.kind === 'heading' ? (block.part ?? partNamed(spansText(block.spans))) : undefined;

/** Codes of sections: DICOM (PS3.16 CID 7001, TID 2000) and LOINC, by scheme as FHIR, CDA and SR write it */
const CODES: Readonly<Record<string, ReportPart>> = {
  'DCM 121076': 'conclusion',
  'DCM 121077': 'conclusion',
  'DCM 121072': 'conclusion',
  'DCM 121073': 'conclusion',
  'DCM 121111': 'conclusion',
  'DCM 121070': 'findings',
  'DCM 121071': 'findings',
  'DCM 121074': 'recommendation',
  'DCM 121075': 'recommendation',
  'LN 19005-8': 'conclusion',
  'LN 55110-1': 'conclusion',
  'LN 18782-3': 'findings',
  'LN 59776-5': 'findings',
  'LN 18783-1': 'recommendation',
  'LN 55107-7': 'addendum',
};

/** @param scheme "DCM", "LN"; LOINC's OID as well */
export function partCoded(scheme: string | undefined, code: string | undefined): ReportPart | undefined {
  const known = scheme === '2.16.840.1.113883.6.1' || scheme === 'LOINC' ? 'LN' : scheme;
  return CODES[`${known ?? ''} ${code ?? ''}`];
}
