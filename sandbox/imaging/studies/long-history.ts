import type { Person } from '../../catalogue';
import { momentBefore } from '../dates';
import { transferSyntaxes as ts } from '../dicom/transfer-syntaxes';
import { hospitals } from '../hospitals';
import { personOf } from '../people';
import { between, oneOf, seededRandom } from '../random';
import type { Random } from '../random';
import { sized } from '../region';
import type { Region } from '../region';
import { reports } from '../reports';
import type { SeriesPlan, StudyPlan } from '../study-plan';
import { chestBuilds } from './builds';
import { chestXraySeries } from './chest-xray';
import { ctSeries } from './ct';
import { echoSeries } from './echo';
import { headMrSeries } from './head-mr';
import { kneeSeries } from './knee';

interface Kind {
  readonly weight: number;
  readonly descriptions: readonly string[];
  readonly bodyPart: string;
  readonly reasons: readonly string[];
  readonly finding: string;
  series(name: string): SeriesPlan[];
}

const studyCount = 400;
const years = 15;

/**
 * Fifteen years of a man with heart failure and bad lungs: 400 studies over the three hospitals. Each has its own UIDs
 * and data sets; the pixels come from a few small pictures, so that the long list costs little.
 */
export function longHistory(region: Region, people: readonly Person[]): StudyPlan[] {
  const person = personOf(people, 'bram-oakfield');
  const random = seededRandom(`${region.seed} long history`);
  const kinds = kindsOf(region);
  return Array.from({ length: studyCount }, (_, index) => {
    // Evenly spread with some disorder, the last one two days ago
    const days =
      2 +
      Math.round(((index + (index === 0 ? 0 : between(random, -0.45, 0.45))) / studyCount) * years * 365.25);
    const kind = weighted(random, kinds);
    const hour = String(Math.floor(between(random, 8, 20))).padStart(2, '0');
    const minute = String(Math.floor(between(random, 0, 60))).padStart(2, '0');
    const name = `bram ${index + 1}`;
    const isReported = random() < 0.85 && days > 3;
    return {
      name,
      person,
      hospital: oneOf(random, hospitals).id,
      started: momentBefore(region.today, days, `${hour}:${minute}`),
      description: oneOf(random, kind.descriptions),
      bodyPart: kind.bodyPart,
      reason: oneOf(random, kind.reasons),
      report: isReported ? reports.followUp(region.today, days - 1, kind.finding) : undefined,
      series: kind.series(name),
    };
  });
}

function weighted(random: Random, kinds: readonly Kind[]): Kind {
  return oneOf(
    random,
    kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind)),
  );
}

function kindsOf(region: Region): Kind[] {
  const film = {
    pixelSpacing: sized(region, 0.684, 2.736),
    columns: sized(region, 512, 128),
    rows: sized(region, 625, 156),
    voxel: sized(region, 1.8, 3),
  };
  const chest = (transferSyntaxUid: string) =>
    chestXraySeries(region, chestBuilds.bram, { ...film, transferSyntaxUid }, ['PA']);
  const knee = (laterality: 'L' | 'R') =>
    kneeSeries({
      columns: sized(region, 440, 110),
      rows: sized(region, 535, 134),
      pixelSpacing: sized(region, 0.572, 2.288),
      laterality,
      seed: 'bram',
    });
  return [
    {
      weight: 5,
      descriptions: ['XR Chest', 'XR Chest PA', 'XR Chest (mobile)'],
      bodyPart: 'CHEST',
      reasons: ['Breathless. Heart failure?', 'Productive cough, fever. Consolidation?', 'Line position?'],
      finding: 'The heart is enlarged with upper lobe blood diversion and small pleural effusions',
      series: () => chest(ts.jpegLosslessFirstOrder),
    },
    {
      weight: 2,
      descriptions: ['CT Thorax', 'CT Chest high resolution', 'CT Pulmonary angiogram'],
      bodyPart: 'CHEST',
      reasons: ['Emphysema, surveillance.', 'Pleuritic pain. Pulmonary embolus?'],
      finding: 'Centrilobular emphysema with upper zone predominance, no embolus',
      series: (name) => [smallCt(region, name)],
    },
    {
      weight: 2,
      descriptions: ['US Echocardiogram', 'US Echocardiogram (bedside)'],
      bodyPart: 'HEART',
      reasons: ['Ejection fraction after change of treatment.'],
      finding: 'Moderately impaired left ventricular systolic function, ejection fraction about 40 %',
      series: () => [
        echoSeries(region, {
          columns: sized(region, 320, 160),
          rows: sized(region, 240, 120),
          frames: sized(region, 12, 4),
          seed: 'bram',
        }),
      ],
    },
    {
      weight: 2,
      descriptions: ['XR Knee Lt', 'XR Knee Lt weight bearing'],
      bodyPart: 'KNEE',
      reasons: ['Painful knee. Osteoarthritis?'],
      finding: 'Moderate medial compartment osteoarthritis',
      series: () => [knee('L')],
    },
    {
      weight: 1,
      descriptions: ['XR Knee Rt'],
      bodyPart: 'KNEE',
      reasons: ['Fall from standing.'],
      finding: 'Mild degenerative change, no fracture',
      series: () => [knee('R')],
    },
    {
      weight: 1,
      descriptions: ['MR Head', 'MR Brain with FLAIR'],
      bodyPart: 'HEAD',
      reasons: ['Transient weakness of the left arm. Infarct?'],
      finding: 'Small vessel change, no acute infarct',
      series: () =>
        headMrSeries(region, {
          sizes: [128, 128, 128],
          slices: 6,
          seed: 'bram',
          transferSyntaxUid: ts.jpegLsLossless,
        }),
    },
  ];
}

function smallCt(region: Region, name: string): SeriesPlan {
  return ctSeries(region, chestBuilds.bram, {
    size: sized(region, 256, 64),
    slices: sized(region, 20, 4),
    interval: sized(region, 12, 60),
    top: 112,
    fieldOfView: 400,
    voxel: sized(region, 1.8, 3),
    transferSyntaxUid: ts.explicitLittleEndian,
    description: 'Thorax 5.0 mm',
    bodyPart: 'CHEST',
    frameOfReference: name,
  });
}
