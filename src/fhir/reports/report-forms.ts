import { err, ok } from '../../domain/problem';
import type { ReportContent } from '../../domain/report/report';
import { code, object, objects, text, type Json } from '../resource/json';
import { bytesAt, bytesOfBase64 } from './report-bytes';
import { resolved, type Surroundings } from './report-surroundings';
import type { FhirServer } from '../resource/request';
import { ownershipIn, ownershipOfPart, type Owner } from '../resource/subject';
import { WHOSE_UNKNOWN } from './report-blocks';

export type Attachment = Extract<ReportContent, { kind: 'attachment' }>;

/** What an Attachment's form is best read as: text before pages, pages before what cannot be shown as a report. */
const READ_BEST = [/^text\/html|xhtml/, /rtf|richtext/, /^text\/plain/, /xml/, /pdf/];

/** `presentedForm`, and the documents that `media` links to, in the order in which they are best read. */
export function formsOf(
  report: Json,
  around: Surroundings,
  server: FhirServer,
  owner: Owner,
): { readonly forms: readonly Attachment[]; readonly somebodyElses: number } {
  const documents = objects(report['media'])
    .map(({ link }) => resolved(link, report, around, server.base))
    .filter((each) => each?.['resourceType'] === 'DocumentReference')
    .flatMap((each) => (each ? [{ json: each, whose: ownershipOfPart(each, report, owner) }] : []));
  const own = documents.filter(({ whose }) => whose !== 'somebody-elses');
  const linked = own.flatMap(({ json, whose }) =>
    documentForms(json).map((form) => (whose === 'cannot-tell' ? doubtful(form) : form)),
  );
  return {
    forms: [...objects(report['presentedForm']), ...linked]
      .flatMap((json) => attachmentFrom(json, report, server, owner) ?? [])
      .sort((a, b) => rank(a) - rank(b)),
    somebodyElses: documents.length - own.length,
  };
}

const doubtful = (form: Json): Json => ({
  ...form,
  title: `${text(form['title']) ?? 'Document'} (${WHOSE_UNKNOWN})`,
});

const rank = ({ mediaType }: Attachment) => {
  const at = READ_BEST.findIndex((pattern) => pattern.test(mediaType.toLowerCase()));
  return at < 0 ? READ_BEST.length : at;
};

/** A superseded document is not what the report shows; pictures are key images, not pages. */
function documentForms(reference: Json): readonly Json[] {
  if (code(reference['status']) !== 'current') return [];
  return objects(reference['content'])
    .flatMap(({ attachment }) => objects([attachment]))
    .filter(({ contentType }) => !/^image\/|^application\/dicom/i.test(text(contentType) ?? ''));
}

/** Attachment → content: its data, or its url, which is fetched only when it is to be read. */
function attachmentFrom(json: Json, report: Json, server: FhirServer, owner: Owner): Attachment | undefined {
  const mediaType = text(json['contentType']) ?? 'application/octet-stream';
  const title = text(json['title']);
  const data = text(json['data']);
  const url = text(json['url']);
  const named = { kind: 'attachment' as const, mediaType, ...(title && { title }) };
  if (data !== undefined) return { ...named, bytes: () => Promise.resolve(decoded(data, server.where)) };
  if (url === undefined) return undefined;
  const binary = url.startsWith('#')
    ? resolved({ reference: url }, report, new Map(), server.base)
    : undefined;
  const contained = isSomebodyElses(binary, owner) ? undefined : text(binary?.['data']);
  if (contained !== undefined)
    return { ...named, bytes: () => Promise.resolve(decoded(contained, server.where)) };
  const refuses = (binary: Json) => isSomebodyElses(binary, owner);
  return { ...named, bytes: (signal) => bytesAt(server, url, mediaType, refuses, signal) };
}

/** A Binary says by its security context whose it is, where it says a patient. */
function isSomebodyElses(binary: Json | undefined, owner: Owner): boolean {
  const context = binary?.['securityContext'];
  const isPatient = /(?:^|\/)Patient[/?]/.test(text(object(context)?.['reference']) ?? '');
  return isPatient && ownershipIn({ subject: context }, owner) === 'somebody-elses';
}

function decoded(data: string, where: string) {
  const bytes = bytesOfBase64(data);
  return bytes ? ok(bytes) : err({ kind: 'malformed' as const, where, what: 'a report that is not Base64' });
}

/** A report's own text as HTML: the narrative, and the narratives of a Composition's sections that it contains (R5). */
export function narrativeOf(report: Json, base: URL): string | undefined {
  const composition = resolved(report['composition'], report, new Map(), base);
  const sections = objects(composition?.['section']).flatMap((each) => {
    const div = divOf(each);
    const title = text(each['title']);
    return div === undefined ? [] : [`${title ? `<h2>${escaped(title)}</h2>` : ''}${div}`];
  });
  const parts = [...(divOf(report) ? [divOf(report)] : []), ...sections];
  return parts.length > 0 ? parts.join('\n') : undefined;
}

/** `status: empty` says that the narrative says nothing. */
function divOf(resource: Json): string | undefined {
  const narrative = object(resource['text']);
  return code(narrative?.['status']) === 'empty' ? undefined : text(narrative?.['div']);
}

const escaped = (words: string) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function htmlAttachment(html: string, title: string): Attachment {
  const bytes = new TextEncoder().encode(html);
  return {
    kind: 'attachment',
    mediaType: 'text/html; charset=utf-8',
    title,
    bytes: () => Promise.resolve(ok(bytes)),
  };
}
