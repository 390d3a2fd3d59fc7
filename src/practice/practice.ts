import type { OpenRecord, RecordedImaging } from '../domain/ports/record';
import { ok } from '../domain/problem';
import { instanceUid, studyUid } from '../domain/ids';
import type { Report } from '../domain/report/report';
import type { Block, Span } from '../domain/report/report-document';
import { practiceTexts as texts } from '../texts/practice/practice';
import { inventedArchive, PRACTICE_ROOT } from './archive';
import { ARCHIVE, instanceOf, invented, NODES, NUMBERS, studies, UIDS } from './patient';

/** The picture to which the report leads */
export const NAMED = instanceOf(UIDS.now, NODES);

/** What a site's configuration is for the practice: one archive that is nowhere, and nothing that leaves the page. */
export const practiceConfig = () =>
  ({
    archives: [
      {
        id: ARCHIVE,
        name: texts.archive,
        root: PRACTICE_ROOT,
        credentials: 'none',
        identifierSystem: NUMBERS,
      },
    ],
    endpointOrigins: [],
    hubOrigins: [],
    messagingOrigins: [],
    landing: 'study',
    measurements: 'session',
    auditRequired: false,
    gateway: undefined,
    manifests: undefined,
    sharedComputer: undefined,
    exports: undefined,
    secondLook: undefined,
    breakGlass: undefined,
    telemetry: undefined,
    auditEndpoint: undefined,
    pars: undefined,
  }) as const;

/** The other tabs of this browser are told nothing: an invented patient is nobody to be warned of. */
class Silence {
  onmessage = null;
  postMessage(): void {
    // Nobody hears it.
  }
  close(): void {
    // There is nothing to close.
  }
}

/** The record of the invented patient, and how the viewer asks for the rest: all of it is in this page. */
export function practice() {
  Object.assign(globalThis, { BroadcastChannel: Silence });
  return {
    record: { open: async () => ok(inventedRecord()) },
    tokens: { tokenFor: () => undefined, renewed: async () => undefined },
    // Nobody is told who looked: there is nobody to be looked at.
    launched: new Promise<never>(() => undefined),
    mark: () => undefined,
    afterPicture: async () => undefined,
    fetch: inventedArchive(),
  };
}

function inventedRecord(): OpenRecord {
  const imaging = (): RecordedImaging => ({
    studies: studies(),
    endpoints: [],
    elsewhere: [],
    shortfalls: [],
  });
  return {
    patient: invented(),
    context: { named: [] },
    name: texts.record,
    needPatientBanner: true,
    session: {
      remaining: () => Infinity,
      canRenew: () => false,
      renew: async () => ok(undefined),
      onLost: () => () => undefined,
      end: () => undefined,
    },
    studies: async () => ok(imaging()),
    named: async () => undefined,
    reports: async () => ok({ reports: reports(), shortfalls: [] }),
    planned: async () => ok({ planned: [], unanswered: [], shortfalls: [] }),
  };
}

const reports = (): readonly Report[] => [
  report(UIDS.now, '2026-05-12T16:20:00', texts.now, NODES),
  report(UIDS.before, '2025-09-03T17:45:00', texts.before, 4),
];

type Words = Readonly<Record<'conclusion' | 'findings' | 'image' | 'clinical', string>>;

function report(study: string, issued: string, words: Words, image: number): Report {
  const text = (said: string): Span => ({ kind: 'text', text: said });
  const part = (
    heading: string,
    kind: 'conclusion' | 'findings' | 'other',
    ...spans: readonly Span[]
  ): readonly Block[] => [
    { kind: 'heading', level: 1, spans: [text(heading)], part: kind },
    { kind: 'paragraph', spans },
  ];
  const reference = { study: studyUid(study), instance: instanceUid(instanceOf(study, image)) };
  return {
    id: `DiagnosticReport/practice-${study.slice(-1)}`,
    source: texts.record,
    status: 'final',
    title: texts.ct,
    issued,
    authors: [{ name: texts.author, role: texts.role, verifies: true }],
    contents: [
      {
        kind: 'document',
        document: {
          blocks: [
            ...part(texts.clinical, 'other', text(words.clinical)),
            ...part(
              texts.findings,
              'findings',
              text(`${words.findings} (`),
              { kind: 'image', reference, text: words.image },
              text(').'),
            ),
            ...part(texts.conclusion, 'conclusion', text(words.conclusion)),
          ],
        },
      },
    ],
    replaces: [],
    keyImages: [],
    studies: [studyUid(study)],
    studyReferences: [],
    accessionNumbers: [],
  };
}
