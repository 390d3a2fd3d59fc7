import type { Person } from '../../catalogue';
import { momentBefore } from '../dates';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { imageAt, longReport } from '../long-report';
import type { Slices } from '../long-report';
import { personOf } from '../people';
import { sized } from '../region';
import type { Region } from '../region';
import { reportedAt, reports } from '../reports';
import type { StudyPlan } from '../study-plan';
import { chestBuilds } from './builds';
import { ctSeries } from './ct';
import { smallChest } from './others';

const top = 136;
const covered = 300;

/** A man who is followed up: a CT in two series with a report of several pages, and the chest film before it. */
export function thistlewoodStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  const person = personOf(people, 'edmund-thistlewood');
  const { today } = region;
  const counts = [sized(region, 60, 12), sized(region, 120, 24)] as const;
  const slices: Slices = { top, intervals: [covered / counts[0], covered / counts[1]], counts };
  const series = (at: 0 | 1, description: string) =>
    ctSeries(region, chestBuilds.bram, {
      size: sized(region, 320, 64),
      slices: counts[at],
      interval: slices.intervals[at],
      top,
      fieldOfView: 400,
      voxel: sized(region, 1.8, 3),
      transferSyntaxUid: transferSyntaxes.jpegLsLossless,
      description,
      bodyPart: 'CHEST',
      frameOfReference: 'thistlewood ct thorax',
    });
  return [
    {
      name: 'thistlewood ct thorax',
      person,
      hospital: 'salford',
      started: momentBefore(today, 6, '10:50'),
      description: 'CT Thorax with contrast',
      bodyPart: 'CHEST',
      reason: 'Asbestos exposure, increasing breathlessness. Interstitial lung disease? Malignancy?',
      report: {
        ...reportedAt(today, 4, '18:05', longReport(slices)),
        keyImages: [
          { series: 1, image: imageAt(slices, 1, -45) },
          { series: 2, image: imageAt(slices, 2, -95) },
        ],
      },
      series: [series(0, 'Thorax 5.0 mm'), series(1, 'Lung 2.5 mm')],
    },
    {
      ...smallChest(region, person, 'thistlewood chest', 'bolton', 426, 'XR Chest'),
      report: reports.enlargedHeart(today, 425),
    },
  ];
}
