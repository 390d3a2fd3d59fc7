import type { ReportStatus } from '../../domain/report/report';
import { counted } from '../texts';

/** What a reader must know of a report before its first word. */
export interface ReportWarning {
  readonly tone: 'careful' | 'stop';
  readonly title: string;
  readonly meaning: string;
}

interface StatusWords {
  readonly word: string;
  readonly warning?: ReportWarning;
}

const careful = (title: string, meaning: string): ReportWarning => ({ tone: 'careful', title, meaning });
const stop = (title: string, meaning: string): ReportWarning => ({ tone: 'stop', title, meaning });

/** FHIR DiagnosticReport.status in words; only `final` goes without a warning (H3). */
const STATUS: Record<ReportStatus, StatusWords> = {
  registered: {
    word: 'Registered',
    warning: careful('Not finished', 'This report is registered. What stands here may not be all of it.'),
  },
  partial: {
    word: 'Partial',
    warning: careful('Part of a report', 'More is still to be written, and what stands here may change.'),
  },
  preliminary: {
    word: 'Preliminary',
    warning: careful('Preliminary report', 'It has not been confirmed and may change.'),
  },
  final: { word: 'Final' },
  amended: {
    word: 'Amended',
    warning: careful(
      'Amended report',
      'It was changed after it had been final. An earlier version may have been acted on.',
    ),
  },
  corrected: {
    word: 'Corrected',
    warning: careful(
      'Corrected report',
      'An error in an earlier version was put right. Do not rely on an earlier one.',
    ),
  },
  appended: {
    word: 'Final, with addendum',
    warning: careful('Report with an addendum', 'Something was added after it had been final.'),
  },
  cancelled: {
    word: 'Cancelled',
    warning: stop(
      'This report was cancelled',
      'It was never completed. Do not rely on anything written here.',
    ),
  },
  'entered-in-error': {
    word: 'Entered in error',
    warning: stop('This report was entered in error', 'It should not be here. Do not rely on it.'),
  },
  unknown: {
    word: 'Status not recorded',
    warning: careful('Status not recorded', 'Its source does not say whether this report is final.'),
  },
};

/** Forms of a report by their media types */
const MEDIA: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'text/html': 'Document',
  'application/xhtml+xml': 'Document',
  'text/plain': 'Plain text',
  'application/rtf': 'Document (RTF)',
  'text/rtf': 'Document (RTF)',
  'text/xml': 'Clinical document',
  'application/xml': 'Clinical document',
};

const some = (count: number) => counted(count, { one: 'report', other: 'reports' });

/** The field that finds words in a report. */
export const findTexts = {
  field: 'Find in report',
  previous: 'Previous match',
  previousTip: 'Previous match (Shift Enter)',
  next: 'Next match',
  nextTip: 'Next match (Enter)',
} as const;

/** Everything that is said of reports. */
export const reports = {
  title: 'Report',
  titleOfPrior: 'Report of the prior',
  text: 'Report text',
  hide: 'Hide the report (R)',

  status: (status: ReportStatus): string => STATUS[status].word,
  statusWarning: (status: ReportStatus): ReportWarning | undefined => STATUS[status].warning,
  notVerified: careful('Not verified', 'Nobody has put their name to this report yet.'),
  form: (mediaType: string): string => MEDIA[mediaType] ?? mediaType,
  formOfText: 'Text',
  forms: 'Forms of this report',
  numbered: (name: string, number: number): string => `${name} ${number}`,

  /** What the first line of a report opens */
  about: 'Versions, other reports and where it comes from',
  details: 'details',
  nobodyNamed: 'Author not recorded',
  /** @param more further authors */
  author: (name: string, role: string | undefined, more: number): string =>
    `${[name, role].filter(Boolean).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  reportedBy: 'Reported by',
  recordedBy: 'Recorded by',
  notRecorded: 'Not recorded',
  nameNotRead: 'Named in the record, but the name could not be read',
  roleNotRecorded: 'Role not recorded',
  registrationNotRecorded: 'Registration not recorded',

  /** How it was found, where the report does not name the study itself */
  join: {
    'accession number': 'Found by the accession number alone: it does not name the study itself.',
    order: 'Found by the request alone, which other examinations may share.',
  },

  keyImages: 'Key images',
  chosenInReport: 'Chosen in the report',
  chosenInReview: 'Saved in review',
  chosenBy: (who: string | undefined, when: string | undefined): string =>
    [who && `by ${who}`, when].filter(Boolean).join(', '),
  withdrawn: (by: string): string => (by ? `withdrawn ${by}` : 'withdrawn'),
  image: (number: number): string => `Image ${number}`,
  showImage: 'Show this image',
  openItsStudy: 'Open the study that this image is in',
  openStudy: (study: string): string => `Open ${study}`,

  whose: 'Whose report',
  other: 'The other report (Shift R)',
  current: 'Current',
  prior: 'PRIOR',
  of: (study: string): string => `Of: ${study}`,

  earlierVersion: 'An earlier version',
  earlierMeaning: 'A newer version is here, which is to be read instead.',
  readNewest: 'Read the newest',
  ofThisStudy: 'Reports of this study',
  countOfStudy: (count: number): string => `${some(count)} of this study`,
  earlierVersions: (count: number): string =>
    counted(count, { one: 'earlier version', other: 'earlier versions' }),
  /** "2 reports of this study, 1 earlier version" */
  othersOfStudy: (all: readonly { readonly replaced: boolean }[]): string => {
    const earlier = all.filter(({ replaced }) => replaced).length;
    const standing = all.length - earlier;
    return [
      ...(standing > 1 ? [reports.countOfStudy(standing)] : []),
      ...(earlier > 0 ? [reports.earlierVersions(earlier)] : []),
    ].join(', ');
  },
  replacedBy: (when: string): string => `replaced by the version of ${when}`,

  asking: 'Asking for the report…',
  opening: 'Opening the report…',
  openingPdf: 'Opening the PDF…',
  tryAgain: 'Try again',

  none: 'No report recorded',
  meaning: 'What this means',
  /** @param names "Care Record and Salford Royal" */
  noneMeaning: (names: string): string => `${names} answered, and none of them holds a report of this study.`,
  noneTodo: 'This says nothing about what the pictures show. If you expect a report, ask who made them.',
  widerPictures: 'Give its room to the pictures',
  notTold: 'Whether there is a report could not be told',
  notToldMeaning: 'No report of this study was found. This does not mean that there is none.',
  notFetched: 'The report could not be fetched',
  notFetchedMeaning: 'This does not mean that there is none.',
  withheld: 'Reports are withheld from you',
  withheldMeaning:
    'Whether there is one, and what it says, is not known here. Ask the department that made the pictures.',
  pending: 'Report not written yet',
  pendingMeaning: 'A report of this study is registered, but nothing is written in it.',
  pendingTodo: 'Open the study again later, or ask the reporting department.',
  empty: 'The report came without its words',
  /** @param status "Final" */
  emptyMeaning: (status: string): string =>
    `It is marked “${status}”, but nothing that can be read came with it. Ask the reporting department for its text.`,
  notDisplayed: 'There is a report, but it cannot be displayed',
  pdfNotDisplayed: 'There is a report, but this PDF cannot be displayed',
  readAs: (form: string): string => `Read it as ${form}`,
  noText: 'This form of the report holds no text.',
  mayBeMore: 'There may be more reports',
  /** @param count of what the report names */
  partsUnread: (count: number): string =>
    `${counted(count, { one: 'part', other: 'parts' })} that this report names could not be read and ${count === 1 ? 'is' : 'are'} missing here.`,
  partsUnreadTitle: 'Not all of this report is here',

  /** Reports of the patient that lead to no study of the list */
  loose: (count: number): string =>
    `${some(count)} of this patient ${count === 1 ? 'names' : 'name'} no study in the list`,
  looseMayBe: 'One of them may be of this study.',
  looseOneMayBe: 'It may be of this study.',
  looseList: 'Reports that name no study',
  looseUntitled: 'Report without a title',
  looseShown: 'This report names no study in the list',
  looseApart: 'This report stands for no study in the list',
  looseMeaning:
    'It is of this patient, but not known to be of the pictures beside it. Check its date and title.',
  looseMeaningAlone: 'It is of this patient. Which examination it is of, its date and title may tell.',
  leaveLoose: 'Back to the report of this study',

  tools: 'Report tools',
  moreTools: 'Find, size, copy and print',
  pdfTools: 'PDF tools',
  smaller: 'Smaller type',
  larger: 'Larger type',
  light: 'Light page',
  copy: 'Copy as text',
  print: 'Print the report',
  copied: 'Copied, with its status and author.',
  notCopied: 'This browser does not allow copying here. Select the text and copy it instead.',
  hits: (at: number, count: number): string => `${at} of ${count}`,
  noHits: 'none',
  /** "2 of 5, page 3" */
  hitOnPage: (at: number, count: number, page: number): string => `${reports.hits(at, count)}, page ${page}`,
  /** @param found "2 of 5, page 3" or "none" */
  notAllSearched: (found: string, pages: number): string =>
    `${found}; ${counted(pages, { one: 'page', other: 'pages' })} not searched`,
  table: 'Table',
  page: (page: number): string => `Page ${page}`,
  pageTrouble: (page: number, trouble: string): string => `Page ${page}: ${trouble}.`,
  pageOf: (page: number, pages: number): string => `page ${page} of ${pages}`,
  pagesNotPrinted: 'This report is a PDF: its pages follow, where it was printed by the button above it.',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  smallerPages: 'Smaller pages',
  largerPages: 'Larger pages',
  widerReport: 'Give the report more room',
  narrowerReport: 'Give the pictures more room',

  /** Above a report that is pasted elsewhere */
  copiedHead: {
    /** "SMITH, Aria (Ms), born 14-Jul-1985, NHS No. 999 012 3454": who it is of goes with it */
    patient: (name: string, born: string, numbers: readonly string[]): string =>
      [name, `born ${born}`, ...numbers.map((number) => `NHS No. ${number}`)].join(', '),
    title: 'Report',
    issued: (status: string, when: string): string => `${status}, issued ${when}`,
    by: (names: string): string => `Reported by ${names}`,
    source: (source: string): string => `Source: ${source}`,
  },

  problem: {
    unsupported: (what: string): string => `Reports of this kind cannot be shown (${what})`,
    damaged: 'The report’s data are damaged',
    notRead: 'It took this device too long to read',
    tooLarge: 'The report is larger than can be opened here',
    anothers: 'The report is labelled as another person’s',
    elsewhere: 'The report lies at an address outside the record, and was not asked for there',
  },
} as const;
