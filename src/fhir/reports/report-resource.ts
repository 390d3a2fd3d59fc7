import type { Report, ReportContent, ReportStatus } from '../../domain/report/report';
import type { Block } from '../../domain/report/report-document';
import { words } from '../resource/coded';
import { code, object, objects, present, text, type Json } from '../resource/json';
import { alertsOf } from './report-alerts';
import { authorsOf } from './report-authors';
import { heading, leftOut, paragraphs } from './report-blocks';
import { bytesOfBase64 } from './report-bytes';
import { formsOf, htmlAttachment, narrativeOf } from './report-forms';
import { keyImagesOf } from './report-images';
import { unnamedAuthors, unreadParts } from './report-gaps';
import { joinsOf } from './report-joins';
import { resultBlocks } from './report-results';
import type { Surroundings } from './report-surroundings';
import type { FhirServer } from '../resource/request';
import type { Owner } from '../resource/subject';

const STATUSES: Readonly<Record<string, ReportStatus>> = {
  registered: 'registered',
  partial: 'partial',
  preliminary: 'preliminary',
  final: 'final',
  amended: 'amended',
  corrected: 'corrected',
  appended: 'appended',
  cancelled: 'cancelled',
  'entered-in-error': 'entered-in-error',
  unknown: 'unknown',
  // R5
  modified: 'amended',
};

/**
 * DiagnosticReport (R4 form, and R5 where it differs; UK Core, US Core, IHE IMR) → report. `undefined` without an id.
 * What lies at an address is fetched only when it is read. `replaces` holds what the resource itself says; versions by
 * identifier are found among all of them.
 * @param owner whose its results, documents and pictures have to be
 */
export function reportFrom(
  resource: Json,
  around: Surroundings,
  server: FhirServer,
  owner: Owner,
): Report | undefined {
  const id = text(resource['id']);
  const status = code(resource['status']) ?? 'unknown';
  if (resource['resourceType'] !== 'DiagnosticReport' || id === undefined) return undefined;
  const { base, where } = server;
  const authors = authorsOf(resource, around, base);
  const alerts = alertsOf(resource);
  return present<Report>({
    id: `DiagnosticReport/${id}`,
    source: where,
    status: STATUSES[status] ?? 'unknown',
    title: words(resource['code']),
    issued: text(resource['issued']) ?? text(resource['effectiveDateTime']),
    ...(alerts.length > 0 && { alerts }),
    authors,
    unnamed: unnamedAuthors(resource, authors.length) || undefined,
    contents: contentsOf(resource, around, server, owner),
    replaces: [],
    keyImages: keyImagesOf(resource, around, owner),
    unread: unreadParts(resource, around, base) || undefined,
    ...joinsOf(resource, base),
  });
}

/**
 * The words first (HTML, RTF, plain text, CDA), then conclusion and results, then pages, then the narrative. What the plain
 * text says already in full is not said again: the same sentence twice reads as two findings.
 */
function contentsOf(
  report: Json,
  around: Surroundings,
  server: FhirServer,
  owner: Owner,
): readonly ReportContent[] {
  const { forms, somebodyElses } = formsOf(report, around, server, owner);
  const said = inlinePlainText(report);
  const blocks = [
    ...conclusionBlocks(report, said),
    ...resultBlocks(report, around, owner),
    ...leftOut(somebodyElses, 'document'),
  ];
  const narrative = narrativeOf(report, server.base);
  const isRepeated = narrative !== undefined && contains(said, bareWords(narrative));
  const isPage = ({ mediaType }: { mediaType: string }) => !/html|rtf|plain|xml|richtext/i.test(mediaType);
  return [
    ...forms.filter((form) => !isPage(form)),
    ...(blocks.length > 0 ? [{ kind: 'document' as const, document: { blocks } }] : []),
    ...forms.filter(isPage),
    ...(narrative !== undefined && !isRepeated ? [htmlAttachment(narrative, 'Summary in the record')] : []),
  ];
}

/** The conclusion and its codes; `conclusionCode` also as R6's CodeableReference. */
function conclusionBlocks(report: Json, said: string): readonly Block[] {
  const conclusion = text(report['conclusion']);
  const coded = objects(report['conclusionCode']).flatMap((each) => words(each['concept'] ?? each) ?? []);
  const isNew = conclusion !== undefined && !contains(said, conclusion);
  const added = coded.filter((each) => !contains(normalised(conclusion ?? ''), each));
  return [
    ...(isNew ? [heading('Conclusion', 1), ...paragraphs(conclusion)] : []),
    ...(added.length > 0 ? [heading('Coded conclusion', 2), ...paragraphs(added.join('\n'))] : []),
  ];
}

/** Plain text that comes with the report itself: only that can be compared without reading anything. */
function inlinePlainText(report: Json): string {
  const plain = objects(report['presentedForm'])
    .filter(({ contentType }) => /^text\/plain/i.test(text(contentType) ?? ''))
    .flatMap(({ data }) => bytesOfBase64(text(data)) ?? []);
  return normalised(plain.map((bytes) => new TextDecoder().decode(bytes)).join('\n'));
}

const normalised = (words: string) =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const contains = (all: string, part: string) =>
  all !== '' && normalised(part) !== '' && ` ${all} `.includes(` ${normalised(part)} `);

/** For comparing only, never for showing. */
const bareWords = (html: string) =>
  html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:amp|lt|gt|quot|nbsp|#\d+);/g, ' ')
    .slice(0, 200_000);

/** References that a resource says it replaces or adds to (R4 extensions, R6 `relatesTo`) */
export function replacedReferences(report: Json): readonly unknown[] {
  const extensions = objects(report['extension'])
    .filter(({ url }) =>
      /\/(?:diagnosticReport|DiagnosticReport)-(?:replaces|addendumOf|extends)$/.test(text(url) ?? ''),
    )
    .map(({ valueReference }) => valueReference);
  const related = objects(report['relatesTo'])
    .filter(({ code, type }) =>
      /^(?:replaces|amends|appends|transforms)$/.test(text(code) ?? text(type) ?? ''),
    )
    .map((each) => each['target'] ?? each['targetReference'] ?? each['resourceReference']);
  return [...extensions, ...related].filter((each) => object(each) !== undefined);
}
