import { timeWords } from '../../domain/dates';
import { dateWords } from '../../texts/en/dates';
import type { Gap } from '../../domain/knowledge/statements';
import { nhsNumbersOf, type Patient } from '../../domain/patient/patient';
import { nameWords, nhsNumberWords } from '../../texts/en/patients';
import type { Problem } from '../../domain/problem';
import type { Report, ReportAuthor, ReportContent, ReportStatus } from '../../domain/report/report';
import { identity } from '../../texts/en/identity';
import { reports as texts, type ReportWarning } from '../../texts/en/reports';
import { problemWords } from '../../texts/en/problems';
import { gapWords } from './source-words';

export const statusWords = (status: ReportStatus): string => texts.status(status);

/** Everything that is to be said above the text, the gravest first. */
export function warningsOf({
  status,
  verified,
  ownership,
  identity: match,
  person,
}: Pick<Report, 'status' | 'verified' | 'ownership' | 'identity' | 'person'>): readonly ReportWarning[] {
  const warning = texts.statusWarning(status);
  const whose = [
    ...(ownership ? [identity.reportOfUnknown] : []),
    ...(match?.kind === 'unconfirmed' && person ? [identity.reportOfUnconfirmed(person)] : []),
  ];
  const unsigned = verified === false ? [texts.notVerified] : [];
  return [...whose, ...(warning ? [warning] : []), ...unsigned];
}

/** `18-Nov-2026 16:40`, or what is known of it. */
export const issuedWords = (issued: string | undefined): string =>
  [dateWords(issued), timeWords(issued)].filter(Boolean).join(' ');

/** "Consultant Radiologist, Salford Royal, GMC 1234567"; what is missing reads "Not recorded". */
export function authorDetails({ role, organisation, registration }: ReportAuthor): string {
  return [role ?? texts.roleNotRecorded, organisation, registration ?? texts.registrationNotRecorded]
    .filter(Boolean)
    .join(', ');
}

/** "Dr Ines Fairbrook, Consultant Radiologist": who answers for a report, else who wrote it down. */
export function authorLine({ authors, unnamed }: Pick<Report, 'authors' | 'unnamed'>): string {
  const first = authors.find(({ verifies }) => verifies) ?? authors[0];
  if (first === undefined) return unnamed ? texts.nameNotRead : texts.nobodyNamed;
  return texts.author(first.name, first.role, authors.length - 1);
}

/** The names of a report's forms, each unlike the others. */
export function formNames(contents: readonly ReportContent[]): readonly string[] {
  const names = contents.map((content) =>
    content.kind === 'document' ? texts.formOfText : texts.form(bare(content.mediaType)),
  );
  return names.map((name, at) => {
    const same = names.filter((other) => other === name).length;
    const before = names.slice(0, at).filter((other) => other === name).length;
    return same > 1 ? texts.numbered(name, before + 1) : name;
  });
}

const bare = (mediaType: string) => (mediaType.split(';')[0] ?? '').trim().toLowerCase();

/** What happened to a report, as a sentence without its full stop: what is said of pictures elsewhere would mislead here. */
export function reportProblemWords(problem: Problem): string {
  switch (problem.kind) {
    case 'unsupported':
      return texts.problem.unsupported(problem.what.replace(/\.$/, ''));
    case 'undecodable':
      return texts.problem.damaged;
    case 'not-decoded':
      return texts.problem.notRead;
    case 'impossible-size':
      return texts.problem.tooLarge;
    case 'different-person':
      return texts.problem.anothers;
    default:
      return problemWords(problem);
  }
}

/** Who leaves it open whether there is a report, or another one, and how, in sentences. */
export function reportGapWords(gap: Gap): readonly string[] {
  if (gap.why.kind === 'failed') return [`${reportProblemWords(gap.why.problem)}.`];
  if (gap.why.kind !== 'partial') return gapWords(gap);
  // Of reports that lead to no study, their own list says more.
  const shortfalls = gap.why.shortfalls.filter(({ kind }) => kind !== 'links-missing');
  return shortfalls.length === 0 ? [] : gapWords({ ...gap, why: { ...gap.why, shortfalls } });
}

/**
 * A report as text to be pasted elsewhere: its status and who wrote it go before its words, since they are lost with the
 * screen they stood on.
 * @param study "CT chest, 12-Mar-2026"
 */
export function copiedText(
  report: Report,
  patient: Patient,
  study: string | undefined,
  text: string,
): string {
  const { title, status, issued, authors, source, alerts = [] } = report;
  const head = [
    // Whose nobody can tell is not said to be this patient's: the warning of it follows.
    ...(report.ownership
      ? []
      : [
          texts.copiedHead.patient(
            nameWords(patient.name),
            dateWords(patient.birthDate),
            nhsNumbersOf(patient).map(({ value }) => nhsNumberWords(value)),
          ),
        ]),
    title ?? texts.copiedHead.title,
    study === undefined ? `${texts.looseShown}.` : texts.of(study),
    texts.copiedHead.issued(statusWords(status), issuedWords(issued)),
    ...alerts,
    texts.copiedHead.by(authors.map(({ name }) => name).join(', ') || texts.notRecorded),
    texts.copiedHead.source(source),
    ...warningsOf(report).map((warning) => `${warning.title}. ${warning.meaning}`),
  ];
  return `${head.join('\n')}\n\n${text}\n`;
}
