import { dateWords, timeWords } from '../../domain/dates';
import type { Problem } from '../../domain/problem';
import type { Report, ReportAuthor, ReportContent, ReportStatus } from '../../domain/report/report';
import { identity } from '../../texts/en/identity';
import { problemWords } from './problem-text';

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

export const statusWords = (status: ReportStatus): string => STATUS[status].word;

/** Everything that is to be said above the text, the gravest first. */
export function warningsOf({
  status,
  verified,
  ownership,
  identity: match,
  person,
}: Pick<Report, 'status' | 'verified' | 'ownership' | 'identity' | 'person'>): readonly ReportWarning[] {
  const { warning } = STATUS[status];
  const whose = [
    ...(ownership ? [stop(identity.whoseUnknown, identity.whoseReportUnknown)] : []),
    ...(match?.kind === 'unconfirmed' && person
      ? [
          careful(
            identity.notConfirmed,
            `${identity.inThisReport} ${identity.person(person)}. ${identity.reportNotConfirmed}`,
          ),
        ]
      : []),
  ];
  const unsigned =
    verified === false ? [careful('Not verified', 'Nobody has put their name to this report yet.')] : [];
  return [...whose, ...(warning ? [warning] : []), ...unsigned];
}

/** `18-Nov-2026 16:40` as it stands, or what is known of it. */
export const issuedWords = (issued: string | undefined): string =>
  [dateWords(issued), timeWords(issued)].filter(Boolean).join(' ');

/** "Consultant Radiologist, Salford Royal, GMC 1234567"; what is missing reads "Not recorded". */
export function authorDetails({ role, organisation, registration }: ReportAuthor): string {
  return [role ?? 'Role not recorded', organisation, registration ?? 'Registration not recorded']
    .filter(Boolean)
    .join(', ');
}

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

/** The names of a report's forms, each unlike the others. */
export function formNames(contents: readonly ReportContent[]): readonly string[] {
  const names = contents.map((content) =>
    content.kind === 'document' ? 'Text' : (MEDIA[bare(content.mediaType)] ?? bare(content.mediaType)),
  );
  return names.map((name, at) => {
    const same = names.filter((other) => other === name).length;
    const before = names.slice(0, at).filter((other) => other === name).length;
    return same > 1 ? `${name} ${before + 1}` : name;
  });
}

const bare = (mediaType: string) => (mediaType.split(';')[0] ?? '').trim().toLowerCase();

/** What happened to a report, as a sentence without its full stop: what is said of pictures elsewhere would mislead here. */
export function reportProblemWords(problem: Problem): string {
  switch (problem.kind) {
    case 'unsupported':
      return `Reports of this kind cannot be shown (${problem.what.replace(/\.$/, '')})`;
    case 'undecodable':
      return 'The report’s data are damaged';
    case 'impossible-size':
      return 'The report is larger than can be opened here';
    case 'different-person':
      return 'The report is labelled as another person’s';
    default:
      return problemWords(problem);
  }
}

/**
 * A report as text to be pasted elsewhere: its status and who wrote it go before its words, since they are lost with the
 * screen they stood on.
 * @param study "CT chest, 12-Mar-2026"
 */
export function copiedText(report: Report, study: string, text: string): string {
  const { title, status, issued, authors, source } = report;
  const head = [
    title ?? 'Report',
    `Of: ${study}`,
    `${statusWords(status)}, issued ${issuedWords(issued)}`,
    `Reported by ${authors.map(({ name }) => name).join(', ') || 'Not recorded'}`,
    `Source: ${source}`,
    ...warningsOf(report).map((warning) => `${warning.title}. ${warning.meaning}`),
  ];
  return `${head.join('\n')}\n\n${text}\n`;
}
