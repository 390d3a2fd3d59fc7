import {
  archiveId,
  instanceUid,
  seriesUid,
  studyUid,
  type ArchiveId,
  type SeriesUid,
  type StudyUid,
} from '../src/domain/ids';
import type { Shortfall } from '../src/domain/knowledge/remote';
import { NHS_NUMBER } from '../src/domain/patient/identifier';
import type { DicomPerson, Patient } from '../src/domain/patient/patient';
import type { Ports } from '../src/domain/ports/ports';
import type { Archive, RetrievedSeries } from '../src/domain/ports/archive';
import type { AuditEvent, AuditLog } from '../src/domain/ports/audit';
import type { Documents } from '../src/domain/ports/documents';
import type { Milestone } from '../src/domain/ports/milestone';
import type { OpenRecord, PatientRecord, RecordedImaging, RecordedPlanned } from '../src/domain/ports/record';
import type { Session } from '../src/domain/ports/session';
import { err, ok, type LaunchProblem, type Problem, type Result } from '../src/domain/problem';
import type { PlannedImaging } from '../src/domain/planning/planned-imaging';
import type { Report } from '../src/domain/report/report';
import type { StudyObjects } from '../src/domain/objects/study-objects';
import type { FrameAttributes, Instance, Series, Study, Vector } from '../src/domain/study/study';
import { fakeEngine } from './fake-engine';

/*
 * Fakes of the ports, for tests of the workflow and of the screen. Each takes only what a test wants to say; the rest is
 * plausible. Every asynchronous one obeys its signal: aborting rejects with the signal's reason, as the ports promise.
 */

export const fixedNow = new Date('2026-11-21T14:02:00');

export function aPatient(given: Partial<Patient> = {}): Patient {
  return {
    id: 'aria',
    name: { family: 'Smith', given: ['Aria'], prefix: 'Ms' },
    birthDate: '1985-07-14',
    gender: 'female',
    identifiers: [{ system: NHS_NUMBER, value: '9990123454' }],
    ...given,
  };
}

/** Whom a DICOM object of this patient says it is of. */
export function personOf(patient: Patient = aPatient()): DicomPerson {
  const [patientId] = patient.identifiers;
  return {
    name: patient.name,
    otherIds: [],
    ...(patientId && { patientId }),
    ...(patient.birthDate && { birthDate: patient.birthDate }),
  };
}

export function aStudy(given: Partial<Omit<Study, 'uid'>> & { uid?: string } = {}): Study {
  return {
    started: '2026-11-18T09:12:00',
    modalities: ['DX'],
    description: 'XR CHEST PA AND LATERAL',
    bodyPart: 'CHEST',
    seriesCount: 1,
    instanceCount: 2,
    heldBy: [archiveId('salford')],
    inRecord: false,
    ...given,
    uid: studyUid(given.uid ?? '2.25.1'),
  };
}

export function aSeries(given: Partial<Omit<Series, 'uid'>> & { uid?: string } = {}): Series {
  return {
    number: 1,
    modality: 'DX',
    description: 'Chest',
    instanceCount: 1,
    ...given,
    uid: seriesUid(given.uid ?? '2.25.1.1'),
  };
}

export type GivenInstance = Partial<Omit<Instance, 'uid' | 'study' | 'series' | 'archive'>> & {
  uid?: string;
  study?: string;
  series?: string;
  archive?: string;
};

export function anInstance(given: GivenInstance = {}): Instance {
  return {
    sopClass: '1.2.840.10008.5.1.4.1.1.1.1',
    person: personOf(),
    modality: 'DX',
    instanceNumber: 1,
    view: 'PA',
    image: {
      rows: 2500,
      columns: 2048,
      bitsAllocated: 16,
      bitsStored: 12,
      highBit: 11,
      signed: false,
      samplesPerPixel: 1,
      planarConfiguration: 0,
      photometric: 'MONOCHROME2',
      sample: 'integer',
    },
    frames: [frameAttributes({ patientOrientation: ['L', 'F'] })],
    ...given,
    uid: instanceUid(given.uid ?? '2.25.1.1.1'),
    study: studyUid(given.study ?? '2.25.1'),
    series: seriesUid(given.series ?? '2.25.1.1'),
    archive: archiveId(given.archive ?? 'salford'),
  };
}

export function frameAttributes(given: Partial<FrameAttributes> = {}): FrameAttributes {
  return {
    modalityLut: { kind: 'rescale', slope: 1, intercept: 0 },
    windows: [{ center: 2048, width: 4096 }],
    voiLuts: [],
    voiFunction: 'LINEAR',
    inverse: false,
    ...given,
  };
}

/** Axial slices of one CT series, from the feet towards the head. `missing` leaves out slices, by their number from 1. */
export function ctSlices(
  count: number,
  given: GivenInstance = {},
  missing: readonly number[] = [],
): Instance[] {
  return Array.from({ length: count }, (_, at) => at + 1)
    .filter((number) => !missing.includes(number))
    .map((number) => {
      const position: Vector = [-180, -180, number * 1.25];
      return anInstance({
        sopClass: '1.2.840.10008.5.1.4.1.1.2',
        modality: 'CT',
        instanceNumber: number,
        view: undefined,
        image: {
          rows: 512,
          columns: 512,
          bitsAllocated: 16,
          bitsStored: 12,
          highBit: 11,
          signed: false,
          samplesPerPixel: 1,
          planarConfiguration: 0,
          photometric: 'MONOCHROME2',
          sample: 'integer',
        },
        frames: [
          frameAttributes({
            plane: { position, row: [1, 0, 0], column: [0, 1, 0], spacing: [0.7, 0.7], thickness: 1.25 },
            pixelSize: { geometry: 'slice', pixelSpacing: [0.7, 0.7] },
            modalityLut: { kind: 'rescale', slope: 1, intercept: -1024, type: 'HU' },
            windows: [{ center: 40, width: 400, explanation: 'Soft tissue' }],
          }),
        ],
        ...given,
        uid: `${given.series ?? '2.25.1.1'}.${number}`,
      });
    });
}

export interface FakeSession extends Session {
  /** Says to whoever listens that a token was refused and could not be replaced */
  lose(problem: Problem): void;
  readonly ended: () => boolean;
}

export function aSession(given: Partial<Session> = {}): FakeSession {
  const listeners = new Set<(problem: Problem) => void>();
  let ended = false;
  return {
    remaining: () => 3_600_000,
    canRenew: () => true,
    renew: async () => ok(undefined),
    onLost: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end: () => {
      ended = true;
    },
    ...given,
    lose: (problem) => listeners.forEach((listener) => listener(problem)),
    ended: () => ended,
  };
}

/** What a source does when it is asked: answers, fails, or keeps silent until it is stopped. */
export type Answer<T> = T | { readonly problem: Problem } | 'silent';

export async function answering<T>(answer: Answer<T>, signal: AbortSignal): Promise<Result<T>> {
  if (answer === 'silent') return untilAborted(signal);
  signal.throwIfAborted();
  return isProblem(answer) ? err(answer.problem) : ok(answer);
}

const isProblem = (answer: unknown): answer is { readonly problem: Problem } =>
  typeof answer === 'object' && answer !== null && 'problem' in answer;

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A final report of one sentence. */
export function aReport(given: Partial<Report> = {}): Report {
  return {
    id: 'DiagnosticReport/1',
    source: 'Care Record',
    status: 'final',
    issued: '2026-11-18T16:40:00Z',
    authors: [],
    contents: [
      {
        kind: 'document',
        document: { blocks: [{ kind: 'paragraph', spans: [{ kind: 'text', text: 'Clear lungs.' }] }] },
      },
    ],
    replaces: [],
    keyImages: [],
    studies: [studyUid('2.25.1')],
    studyReferences: [],
    accessionNumbers: [],
    ...given,
  };
}

export interface GivenRecord extends Partial<Omit<OpenRecord, 'studies' | 'named' | 'reports' | 'planned'>> {
  readonly named?: Answer<readonly Study[]>;
  readonly studies?: Answer<readonly Study[]>;
  readonly reports?: Answer<readonly Report[]>;
  /** Reports that were left out as somebody else's */
  readonly reportsLeftOut?: number;
  readonly planned?: Answer<readonly PlannedImaging[]>;
  /** Of what is planned: what could not be asked or read */
  readonly unplanned?: Partial<Omit<RecordedPlanned, 'planned'>>;
}

export function aRecord({
  studies = [],
  named,
  reports = [],
  reportsLeftOut = 0,
  planned = [],
  unplanned = {},
  ...given
}: GivenRecord = {}): OpenRecord {
  return {
    patient: aPatient(),
    name: 'Greater Manchester Care Record',
    context: { named: [] },
    needPatientBanner: true,
    session: aSession(),
    ...given,
    studies: async (signal) => {
      const answer = await answering(studies, signal);
      return answer.ok ? ok(imaging(answer.value)) : answer;
    },
    named: async (signal) => {
      const answer = named && (await answering(named, signal));
      return answer?.ok ? ok(imaging(answer.value)) : answer;
    },
    reports: async (signal) => {
      const answer = await answering(reports, signal);
      return answer.ok
        ? ok({ reports: answer.value, shortfalls: [], somebodyElses: reportsLeftOut })
        : answer;
    },
    planned: async (signal) => {
      const answer = await answering(planned, signal);
      return answer.ok ? ok({ planned: answer.value, shortfalls: [], unanswered: [], ...unplanned }) : answer;
    },
  };
}

/** What the record lists, wholly and at archives that can be asked, unless said otherwise. */
export const imaging = (
  studies: readonly Study[],
  more: Partial<Omit<RecordedImaging, 'studies'>> = {},
): RecordedImaging => ({ studies, endpoints: [], elsewhere: [], shortfalls: [], ...more });

export const launching = (record: OpenRecord): PatientRecord => ({ open: async () => ok(record) });

export const notLaunching = (problem: LaunchProblem): PatientRecord => ({
  open: async () => err(problem),
});

export interface GivenArchive {
  readonly id?: string;
  readonly studies?: Answer<readonly Study[]>;
  /** Why its studies may not be all */
  readonly shortfalls?: readonly Shortfall[];
  /** Why its list of series may not be all */
  readonly seriesShortfalls?: readonly Shortfall[];
  readonly series?: Answer<readonly Series[]>;
  /** What it lists when it is asked behind a first picture */
  readonly listed?: Answer<readonly Series[]>;
  /** By series UID; a series that is not named is not found */
  readonly instances?: Readonly<Record<string, Answer<readonly Instance[]>>>;
  readonly unreadable?: readonly string[];
  readonly thumbnail?: Answer<Blob>;
  readonly objects?: Answer<Partial<StudyObjects>>;
  /** What lies in series that were not looked through at first */
  readonly elsewhere?: Answer<Partial<StudyObjects>>;
}

export const nothingBeside: StudyObjects = {
  reports: [],
  keyObjects: [],
  presentations: [],
  unreadable: [],
  problems: [],
  lookedThrough: [],
};

export interface FakeArchive extends Archive {
  /** What was asked of it, in order: `studiesOf`, `instancesOf 2.25.1.1` */
  readonly asked: readonly string[];
}

/** An archive by its name as people know it; `id` is its first word in lower case. */
export function anArchive(name: string, given: GivenArchive = {}): FakeArchive {
  const asked: string[] = [];
  const id: ArchiveId = archiveId(given.id ?? name.split(' ')[0]?.toLowerCase() ?? name);
  const notFound: { problem: Problem } = { problem: { kind: 'not-found', where: name } };
  return {
    id,
    name,
    asked,
    studiesOf: async (_patient, signal) => {
      asked.push('studiesOf');
      const answer = await answering(given.studies ?? [], signal);
      return answer.ok ? ok({ value: answer.value, shortfalls: given.shortfalls ?? [] }) : answer;
    },
    seriesOf: async (study: StudyUid, signal) => {
      asked.push(`seriesOf ${study}`);
      const answer = await answering(given.series ?? [], signal);
      return answer.ok ? ok({ value: answer.value, shortfalls: given.seriesShortfalls ?? [] }) : answer;
    },
    listedSeriesOf: async (_study, signal) => {
      const answer = await answering(given.listed ?? [], signal);
      return answer.ok ? ok({ value: answer.value, shortfalls: given.seriesShortfalls ?? [] }) : answer;
    },
    instancesOf: async (_study: StudyUid, series: SeriesUid, signal) => {
      asked.push(`instancesOf ${series}`);
      const answer = await answering(given.instances?.[series] ?? notFound, signal);
      if (!answer.ok) return answer;
      return ok<RetrievedSeries>({ instances: answer.value, unreadable: given.unreadable ?? [] });
    },
    instanceOf: async (_study: StudyUid, series: SeriesUid, which, signal) => {
      asked.push(`instanceOf ${series} ${which}`);
      const answer = await answering(given.instances?.[series] ?? notFound, signal);
      if (!answer.ok) return answer;
      const one = answer.value.find(({ uid, instanceNumber }) =>
        typeof which === 'number' ? instanceNumber === which : uid === which,
      );
      return one ? ok<RetrievedSeries>({ instances: [one], unreadable: [] }) : err(notFound.problem);
    },
    thumbnail: (_study, _series, signal) => answering(given.thumbnail ?? notFound, signal),
    objectsOf: async (_study, _series, signal) => {
      const answer = await answering(given.objects ?? {}, signal);
      return answer.ok ? ok({ ...nothingBeside, ...answer.value }) : answer;
    },
    objectsElsewhere: async (_study, _lookedThrough, signal) => {
      const answer = await answering(given.elsewhere ?? {}, signal);
      return answer.ok ? ok({ ...nothingBeside, ...answer.value }) : answer;
    },
  };
}

/** Reads every attachment as one paragraph of its bytes' text; there are no PDFs here. */
export const fakeDocuments: Documents = {
  read: async (bytes) => {
    const text = new TextDecoder().decode(bytes);
    return ok({
      kind: 'document',
      document: { blocks: [{ kind: 'paragraph', spans: [{ kind: 'text', text }] }] },
    });
  },
  openPdf: async () => err({ kind: 'unsupported', what: 'PDF' }),
};

export interface FakePorts extends Ports {
  readonly audited: readonly AuditEvent[];
  readonly marks: readonly Milestone[];
}

export function aPorts(given: Partial<Omit<Ports, 'record'>> & { record?: OpenRecord | PatientRecord } = {}) {
  const audited: AuditEvent[] = [];
  const marks: Milestone[] = [];
  let uids = 0;
  const record = given.record ?? aRecord();
  return {
    archives: [],
    archiveAt: () => undefined,
    engine: fakeEngine(),
    documents: fakeDocuments,
    landing: 'list' as const,
    measuring: { newUid: () => `2.25.9.${++uids}` },
    audit: {
      record: (event) => void audited.push(event),
      delivery: () => ({ where: 'Record', state: 'well', looks: audited.length, waiting: 0, missing: 0 }),
      onDelivery: () => () => undefined,
      settled: () => Promise.resolve(),
    } satisfies AuditLog,
    clock: { now: () => fixedNow },
    mark: (milestone) => marks.push(milestone),
    ...given,
    record: 'open' in record ? record : launching(record),
    audited,
    marks,
  } satisfies FakePorts;
}
