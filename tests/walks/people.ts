import type { Patient } from '../../src/domain/patient/patient';
import { NHS_NUMBER } from '../../src/domain/patient/identifier';
import {} from '../../src/domain/patient/patient';
import type { StudyObjects } from '../../src/domain/objects/study-objects';
import type { Report } from '../../src/domain/report/report';
import type { Instance, Series, Study } from '../../src/domain/study/study';
import { studyUid } from '../../src/domain/ids';
import { aPatient, aReport, aSeries, aStudy, anInstance, ctSlices, nothingBeside, personOf } from '../fakes';

/** One of the two whose imaging is walked through. Everything of theirs carries the mark, so that it can be told anywhere. */
export interface WalkedPerson {
  readonly mark: string;
  readonly patient: Patient;
  readonly studies: readonly Study[];
  readonly reports: readonly Report[];
  seriesOf(study: string): readonly Series[];
  instancesOf(study: string, series: string): readonly Instance[];
  /** A structured report beside the pictures */
  objectsOf(study: string): StudyObjects;
}

const STUDIES = 4;
const SERIES = 2;

/** @param number 1 or 2: the first arc of every UID below 2.25.900 */
export function walkedPerson(mark: string, number: number): WalkedPerson {
  const patient = aPatient({
    id: `id-${mark}`,
    name: { family: mark, given: [`${mark}-given`] },
    birthDate: `19${50 + number * 10}-02-03`,
    identifiers: [{ system: NHS_NUMBER, value: number === 1 ? '9990123454' : '9990018614' }],
  });
  const uid = (study: number) => `2.25.900.${number}.${study}`;
  const studies = Array.from({ length: STUDIES }, (_, at) =>
    aStudy({
      uid: uid(at + 1),
      started: `20${20 + at}-05-0${number}T10:00:00`,
      description: `${mark} chest ${at + 1}`,
      bodyPart: 'CHEST',
      modalities: [at % 2 === 0 ? 'DX' : 'CT'],
      inRecord: at !== 1,
      reference: `ImagingStudy/${mark}-${at + 1}`,
    }),
  );
  const modality = (study: string) => studies.find((each) => each.uid === study)?.modalities[0] ?? 'DX';
  const report = (study: Study, id: string): Report =>
    aReport({
      id,
      title: `${mark} report`,
      contents: [
        {
          kind: 'document',
          document: {
            blocks: [{ kind: 'paragraph', spans: [{ kind: 'text', text: `${mark} reads ${study.uid}` }] }],
          },
        },
      ],
      studies: [study.uid],
    });
  return {
    mark,
    patient,
    studies,
    reports: studies.slice(1).map((study) => report(study, `DiagnosticReport/${mark}-${study.uid}`)),
    seriesOf: (study) =>
      Array.from({ length: SERIES }, (_, at) =>
        aSeries({
          uid: `${study}.${at + 1}`,
          number: at + 1,
          modality: modality(study),
          description: `${mark} series`,
        }),
      ),
    instancesOf: (study, series) => {
      const given = { study, series, person: personOf(patient), seriesDescription: `${mark} series` };
      return modality(study) === 'CT' ? ctSlices(3, given) : [anInstance({ ...given, uid: `${series}.1` })];
    },
    objectsOf: (study) => ({
      ...nothingBeside,
      reports: [
        {
          ...report(aStudy({ uid: study }), `${study}.77`),
          person: personOf(patient),
          studies: [studyUid(study)],
        },
      ],
    }),
  };
}
