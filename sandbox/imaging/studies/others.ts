import type { Person } from '../../catalogue';
import { bornOn, momentBefore } from '../dates';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { personOf } from '../people';
import { sized } from '../region';
import type { Region } from '../region';
import { reports } from '../reports';
import type { StudyPlan } from '../study-plan';
import { pdfReport } from '../objects/pdf-report';
import { picturesOf } from '../objects/pictures';
import { textReport } from '../objects/text-report';
import { chestBuilds } from './builds';
import { chestXraySeries } from './chest-xray';
import { echoSeries } from './echo';
import { crossingHeadMrSeries, headMrSeries } from './head-mr';
import { kneeSeries } from './knee';
import { mammographySeries } from './mammography';

/** One study each for those who show one kind of imaging. */
export function singleStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  const { today } = region;
  const who = (id: string) => personOf(people, id);
  const headSizes = region.scale === 'full' ? ([256, 384, 256] as const) : ([64, 96, 64] as const);
  return [
    {
      name: 'ines head',
      person: who('ines-quillfeather'),
      hospital: 'salford',
      started: momentBefore(today, 9, '18:20'),
      description: 'MR Head',
      bodyPart: 'HEAD',
      reason: 'Headache with aura, increasing. Structural cause?',
      report: {
        ...reports.headMr(today),
        form: 'html',
      },
      series: [
        ...headMrSeries(region, { sizes: headSizes, slices: sized(region, 30, 6), seed: 'ines' }),
        ...crossingHeadMrSeries(region, { sizes: headSizes, slices: sized(region, 22, 6), seed: 'ines' }),
      ],
    },
    {
      name: 'tomas echo',
      person: who('tomas-fennimore'),
      hospital: 'bolton',
      started: momentBefore(today, 14, '10:05'),
      description: 'US Echocardiogram',
      bodyPart: 'HEART',
      reason: 'Breathless on exertion. Left ventricular function?',
      report: { ...reports.echo(today), form: 'pdf' },
      series: [
        echoSeries(region, {
          columns: sized(region, 800, 160),
          rows: sized(region, 600, 120),
          frames: sized(region, 60, 6),
          seed: 'tomas',
        }),
        pdfReport({
          at: momentBefore(today, 14, '15:20'),
          title: 'Echocardiogram report',
          pages: echoPages,
        }),
      ],
    },
    {
      name: 'wren mammogram',
      person: who('wren-hollowell'),
      hospital: 'wigan',
      started: momentBefore(today, 22, '13:30'),
      description: 'XR Mammogram both',
      bodyPart: 'BREAST',
      reason: 'Breast screening, round 2.',
      report: { ...reports.mammogram(today), keyImages: [{ series: 1, image: 1 }] },
      series: mammographySeries(
        {
          columns: sized(region, 2394, 240),
          rows: sized(region, 3062, 306),
          pixelSpacing: sized(region, 0.07, 0.7),
        },
        true,
      ),
    },
    {
      // The round before, by a detector of larger pixels: the two hang at one scale all the same
      name: 'wren mammogram before',
      person: who('wren-hollowell'),
      hospital: 'bolton',
      started: momentBefore(today, 1118, '10:15'),
      description: 'XR Mammogram both',
      bodyPart: 'BREAST',
      reason: 'Breast screening, round 1.',
      report: reports.mammogramBefore(today),
      series: mammographySeries(
        {
          columns: sized(region, 1676, 168),
          rows: sized(region, 2143, 214),
          pixelSpacing: sized(region, 0.1, 1),
        },
        false,
      ),
    },
    {
      name: 'jory knee',
      person: who('jory-pikestaff'),
      hospital: 'wigan',
      started: momentBefore(today, 1, '20:45'),
      description: 'XR Knee Rt',
      bodyPart: 'KNEE',
      reason: 'Fell on stairs. Fracture?',
      report: { ...reports.kneeFirst(today, 1), status: 'preliminary' },
      series: [kneeSeries(kneeFormat(region, 'R', 'jory'))],
    },
    smallChest(region, who('baby-larkspur'), 'baby chest', 'salford', 4, 'XR Chest (neonatal)', 0.06),
    {
      ...smallChest(region, who('osric-vane'), 'osric chest', 'wigan', 46, 'XR Chest', 1.368 / 2),
      report: {
        ...reports.basesAmended(today, 44),
        status: 'amended',
        earlier: reports.basesFirst(today, 45),
      },
    },
    reportedInTheArchive(region, who('osric-vane')),
    {
      ...smallChest(region, who('tamsin-orrell'), 'tamsin chest', 'wigan', 40, 'XR Chest'),
      report: reports.basesAsked(today, 39),
    },
  ];
}

const echoPages = [
  [
    'Apical four-chamber view.',
    'Left ventricular size is normal. Ejection fraction 55 to 60 %.',
    'No regional wall motion abnormality. The mitral valve opens well.',
  ],
  [
    'Right heart size and function are normal.',
    'No pericardial effusion.',
    'Conclusion: normal systolic function.',
  ],
] as const;

/** A film whose only report is a structured report beside its pictures: the record knows of none. */
function reportedInTheArchive(region: Region, person: Person): StudyPlan {
  const name = 'osric chest before';
  const plan = smallChest(region, person, name, 'wigan', 410, 'XR Chest');
  const report = textReport({
    at: momentBefore(region.today, 409, '09:40'),
    reader: 'Reedmace^Callum^^Dr',
    register: ['0000002', 'GMC'],
    organisation: 'Wigan Infirmary',
    history: 'Cough and fever for a week. Consolidation?',
    findings: 'There is patchy shadowing at both lung bases. The heart is not enlarged. No pleural effusion.',
    conclusion: 'Bilateral basal infection. A repeat film in six weeks is advised.',
    pictures: picturesOf(region, name, 1, plan.series[0]?.images[0]?.sopClassUid ?? '', [1]),
  });
  return { ...plan, series: [...plan.series, report] };
}

/** The geometry of a knee film. */
export function kneeFormat(region: Region, laterality: 'L' | 'R', seed: string) {
  return {
    columns: sized(region, 1760, 220),
    rows: sized(region, 2140, 268),
    pixelSpacing: sized(region, 0.143, 1.144),
    laterality,
    seed,
  };
}

/** A chest film of moderate size in explicit little endian, from the man's block of voxels. */
export function smallChest(
  region: Region,
  person: Person,
  name: string,
  hospital: string,
  days: number,
  description: string,
  pixelSpacing = 0.684,
): StudyPlan {
  const format = {
    columns: sized(region, 512, 128),
    rows: sized(region, 625, 156),
    pixelSpacing: sized(region, 0.684, 2.736),
    voxel: sized(region, 1.8, 3),
    transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
  };
  const [series] = chestXraySeries(region, chestBuilds.man, format, ['PA']);
  const isNeonatal = pixelSpacing < 0.1;
  const [image] = series?.images ?? [];
  return {
    name,
    person,
    hospital,
    started: momentBefore(region.today, days, '15:10'),
    description,
    bodyPart: 'CHEST',
    reason: isNeonatal ? 'Grunting at 20 hours. Infection?' : 'Cough.',
    series:
      series && image && isNeonatal
        ? [
            {
              ...series,
              images: [
                {
                  ...image,
                  elements: { ...image.elements, ImagerPixelSpacing: [0.2, 0.2], ViewPosition: 'AP' },
                },
              ],
            },
          ]
        : series
          ? [series]
          : [],
  };
}

/** The studies that are there to be caught: another person's images, one side knowing what the other does not, one held twice. */
export function awkwardStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  const { today } = region;
  const lena = personOf(people, 'lena-marshwiggle');
  const noor = personOf(people, 'noor-ashgrove');
  const twice = smallChest(region, noor, 'noor chest twice', 'salford', 30, 'XR Chest');
  return [
    {
      ...smallChest(region, lena, 'lena chest', 'bolton', 5, 'XR Chest'),
      report: reports.chestClear(today, 4),
      imagesNamed: {
        family: 'Tanglewood',
        given: ['Greta'],
        prefix: 'Mrs',
        birthDate: bornOn(today, 71, '09-17'),
        gender: 'female',
        hospitalNumber: 'B5550199',
      },
    },
    {
      ...smallChest(region, lena, 'lena earlier chest', 'bolton', 400, 'XR Chest'),
      report: reports.chestClear(today, 399),
    },
    { ...twice, report: reports.chestClear(today, 29) },
    // Sent on for a meeting: the same instances, known to the record once
    { ...twice, hospital: 'bolton', inRecord: false },
    {
      ...smallChest(region, noor, 'noor chest lost', 'wigan', 200, 'XR Chest'),
      missingInArchive: true,
      report: reports.chestClear(today, 199),
    },
    {
      ...smallChest(region, noor, 'noor chest unlisted', 'wigan', 90, 'XR Chest'),
      inRecord: false,
      reason: undefined,
    },
  ];
}
