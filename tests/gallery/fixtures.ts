import { seeded } from '../builders/random';
import { archiveId, instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { Problem } from '../../src/domain/problem';
import type { Report } from '../../src/domain/report/report';
import type { Instance, Study } from '../../src/domain/study/study';
import {
  aReport,
  aSeries,
  aStudy,
  anInstance,
  ctSlices,
  frameAttributes,
  personOf,
  type GivenInstance,
} from '../fakes';

const PLACES = ['salford', 'bolton', 'wigan'] as const;

const KINDS = [
  {
    modalities: ['DX'],
    bodyPart: 'CHEST',
    descriptions: ['XR CHEST PA', 'XR CHEST AP MOBILE', 'XR CHEST PA AND LATERAL'],
    images: 2,
    weight: 9,
  },
  {
    modalities: ['CT'],
    bodyPart: 'CHEST',
    descriptions: ['CT THORAX WITH CONTRAST', 'CT PULMONARY ANGIOGRAM'],
    images: 412,
    weight: 2,
  },
  { modalities: ['CT', 'SR'], bodyPart: 'HEAD', descriptions: ['CT HEAD PLAIN'], images: 64, weight: 1 },
  {
    modalities: ['US'],
    bodyPart: 'ABDOMEN',
    descriptions: ['US ABDOMEN', 'US LIVER AND BILIARY'],
    images: 38,
    weight: 2,
  },
  { modalities: ['US'], bodyPart: 'HEART', descriptions: ['TRANSTHORACIC ECHO'], images: 96, weight: 2 },
  { modalities: ['MR'], bodyPart: 'LSPINE', descriptions: ['MRI LUMBAR SPINE'], images: 120, weight: 1 },
  {
    modalities: ['CR'],
    bodyPart: 'KNEE',
    descriptions: ['XR KNEE RT WEIGHT BEARING', 'XR KNEE LT'],
    images: 3,
    weight: 2,
  },
  {
    modalities: ['XA'],
    bodyPart: 'CORONARYARTERY',
    descriptions: ['CORONARY ANGIOGRAM'],
    images: 22,
    weight: 1,
  },
] as const;

/** A person with many years of imaging. */
export function manyStudies(count: number, seed = 7): readonly Study[] {
  const random = seeded(seed);
  const weighted = KINDS.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
  return Array.from({ length: count }, (_, at) => {
    const kind = weighted[Math.floor(random() * weighted.length)] ?? KINDS[0];
    const days = 3 + at * 13.6 + random() * 9;
    const started = new Date(
      Date.UTC(2026, 10, 21, 8 + Math.floor(random() * 10), Math.floor(random() * 60)),
    );
    started.setUTCDate(started.getUTCDate() - Math.round(days));
    const place = PLACES[Math.floor(random() * PLACES.length)] ?? 'salford';
    return aStudy({
      uid: `2.25.9.${at + 1}`,
      started: started.toISOString().slice(0, 19),
      modalities: kind.modalities,
      bodyPart: kind.bodyPart,
      description: kind.descriptions[Math.floor(random() * kind.descriptions.length)],
      instanceCount: kind.images,
      heldBy: at === 5 ? [] : [archiveId(place)],
      inRecord: at % 3 === 0,
      accessionNumber: `A${10_000 + at}`,
    });
  });
}

/** Nine in ten studies have a report. */
export const reportsFor = (studies: readonly Study[]): readonly Report[] =>
  studies.filter((_, at) => at % 10 !== 0).map(({ uid }) => aReport({ studies: [uid] }));

export interface StudyFixture {
  readonly study: Study;
  readonly instances: Readonly<
    Record<string, readonly Instance[] | { readonly problem: Problem } | 'silent'>
  >;
}

export function chestStudy(person = personOf()): StudyFixture {
  const study = '2.25.1';
  const view = (number: number, name: string, orientation: readonly [string, string]) =>
    anInstance({
      uid: `2.25.1.${number}.1`,
      series: `2.25.1.${number}`,
      study,
      person,
      view: name,
      frames: [
        frameAttributes({ patientOrientation: orientation, windows: [{ center: 2000, width: 3600 }] }),
      ],
    });
  return {
    study: aStudy({
      uid: study,
      description: 'XR CHEST PA AND LATERAL',
      seriesCount: 2,
      series: [
        aSeries({ uid: '2.25.1.1', number: 1, description: 'Chest PA' }),
        aSeries({ uid: '2.25.1.2', number: 2, description: 'Chest lateral' }),
      ],
    }),
    instances: {
      '2.25.1.1': [view(1, 'PA', ['L', 'F'])],
      '2.25.1.2': [view(2, 'LATERAL', ['P', 'F'])],
    },
  };
}

/** The same views eight months before. */
export function earlierChestStudy(): StudyFixture {
  const { study, instances } = chestStudy();
  const moved = (uid: string) => uid.replace('2.25.1', '2.25.6');
  const series = study.series?.map((one) => ({ ...one, uid: seriesUid(moved(one.uid)) }));
  return {
    study: {
      ...study,
      uid: studyUid('2.25.6'),
      started: '2026-03-20T11:05:00',
      description: 'XR CHEST PA AND LATERAL',
      heldBy: [archiveId('bolton')],
      ...(series && { series }),
    },
    instances: Object.fromEntries(
      Object.entries(instances).map(([uid, list]) => [
        moved(uid),
        Array.isArray(list)
          ? list.map((one: Instance) => ({
              ...one,
              uid: instanceUid(moved(one.uid)),
              series: seriesUid(moved(one.series)),
              study: studyUid('2.25.6'),
              archive: archiveId('bolton'),
            }))
          : list,
      ]),
    ) as StudyFixture['instances'],
  };
}

export function ctStudy(missing: readonly number[] = []): StudyFixture {
  const given: GivenInstance = { study: '2.25.2', series: '2.25.2.1' };
  return {
    study: aStudy({
      uid: '2.25.2',
      started: '2026-03-12T15:40:00',
      modalities: ['CT'],
      bodyPart: 'CHEST',
      description: 'CT THORAX WITH CONTRAST',
      instanceCount: 300,
      seriesCount: 3,
      series: [
        aSeries({
          uid: '2.25.2.1',
          number: 2,
          modality: 'CT',
          description: 'Thorax 1.25 mm soft',
          instanceCount: 300,
        }),
        aSeries({
          uid: '2.25.2.2',
          number: 3,
          modality: 'CT',
          description: 'Thorax 5 mm lung',
          instanceCount: 75,
        }),
        aSeries({
          uid: '2.25.2.3',
          number: 4,
          modality: 'CT',
          description: 'Coronal reformats',
          instanceCount: 60,
        }),
      ],
    }),
    instances: {
      '2.25.2.1': ctSlices(300, given, missing),
      '2.25.2.2': ctSlices(75, { ...given, series: '2.25.2.2' }),
      '2.25.2.3': { problem: { kind: 'timed-out', where: 'Salford Royal' } },
    },
  };
}

export function headMrStudy(): StudyFixture {
  const names = ['AX T1 SE', 'AX T2 TSE', 'AX FLAIR'];
  const series = names.map((description, at) =>
    aSeries({ uid: `2.25.3.${at + 1}`, number: at + 1, modality: 'MR', description, instanceCount: 24 }),
  );
  const instances = series.map(({ uid }) => [
    uid,
    ctSlices(24, { study: '2.25.3', series: uid, modality: 'MR' }).map((slice): Instance => {
      const frames = slice.frames.map((frame) => ({
        ...frame,
        modalityLut: { kind: 'rescale', slope: 1, intercept: 0 } as const,
        windows: [{ center: 700, width: 1300 }],
      }));
      return { ...slice, frames };
    }),
  ]);
  return {
    study: aStudy({
      uid: '2.25.3',
      started: '2025-06-02T11:05:00',
      modalities: ['MR'],
      bodyPart: 'HEAD',
      description: 'MRI HEAD',
      instanceCount: 72,
      seriesCount: 3,
      series,
    }),
    instances: Object.fromEntries(instances) as StudyFixture['instances'],
  };
}

export function mammogramStudy(): StudyFixture {
  const views = [
    ['R', 'CC'],
    ['L', 'CC'],
    ['R', 'MLO'],
    ['L', 'MLO'],
  ] as const;
  const uid = (at: number) => `2.25.4.${at + 1}`;
  return {
    study: aStudy({
      uid: '2.25.4',
      started: '2025-02-20T10:10:00',
      modalities: ['MG'],
      bodyPart: 'BREAST',
      description: 'BILATERAL MAMMOGRAM 4 VIEWS',
      instanceCount: 4,
      seriesCount: 4,
      heldBy: [archiveId('bolton')],
      series: views.map(([side, view], at) =>
        aSeries({
          uid: uid(at),
          number: at + 1,
          modality: 'MG',
          description: `${side} ${view}`,
          laterality: side,
        }),
      ),
    }),
    instances: Object.fromEntries(
      views.map(([laterality, view], at) => [
        uid(at),
        [
          anInstance({
            uid: `${uid(at)}.1`,
            study: '2.25.4',
            series: uid(at),
            modality: 'MG',
            view,
            laterality,
            frames: [
              frameAttributes({
                patientOrientation:
                  view === 'MLO'
                    ? [laterality === 'L' ? 'A' : 'P', laterality === 'L' ? 'FR' : 'FL']
                    : [laterality === 'L' ? 'A' : 'P', laterality === 'L' ? 'R' : 'L'],
                windows: [{ center: 2000, width: 3200 }],
              }),
            ],
          }),
        ],
      ]),
    ),
  };
}
