import { toBeRead } from '../../domain/planning/recommendations';
import type { Documents } from '../../domain/ports/documents';
import type { Report } from '../../domain/report/report';
import type { ReportDocument } from '../../domain/report/report-document';

/** How many of the newest are fetched for it: the others are named as not looked through */
const MOST = 20;

/** Reads the text of reports whose best form has to be fetched, one after the other. A PDF is no text, and what fails stays unread. */
export async function lookThrough(
  reports: readonly Report[],
  documents: Pick<Documents, 'read'>,
  signal: AbortSignal,
  found: (id: Report['id'], document: ReportDocument) => void,
): Promise<void> {
  for (const report of toBeRead(reports).slice(0, MOST)) {
    const text = report.contents.find(
      (content) => content.kind === 'attachment' && !/pdf/i.test(content.mediaType),
    );
    if (text?.kind !== 'attachment') continue;
    const bytes = await text.bytes(signal).catch(() => undefined);
    if (signal.aborted) return;
    if (!bytes?.ok) continue;
    const read = await documents.read(bytes.value, text.mediaType, report.source).catch(() => undefined);
    if (signal.aborted) return;
    if (read?.ok && read.value.kind === 'document') found(report.id, read.value.document);
  }
}
