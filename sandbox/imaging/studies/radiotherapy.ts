import type { Person } from '../../catalogue';
import { momentBefore } from '../dates';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { drawnOver } from '../objects/drawn-over';
import { personOf } from '../people';
import { sized } from '../region';
import type { Region } from '../region';
import type { StudyPlan } from '../study-plan';
import { chestBuilds } from './builds';
import { ctSeries } from './ct';

const covered = 300;

/** A CT that a treatment was planned on: a segmentation, contours and a dose over it, and the plan. */
export function radiotherapyStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  const { today } = region;
  const name = 'harkaway planning ct';
  const slices = sized(region, 60, 20);
  const format = {
    size: sized(region, 320, 64),
    slices,
    interval: covered / slices,
    top: 136,
    fieldOfView: 400,
  };
  return [
    {
      name,
      person: personOf(people, 'wystan-harkaway'),
      hospital: 'salford',
      started: momentBefore(today, 12, '13:20'),
      description: 'CT Thorax for radiotherapy planning',
      bodyPart: 'CHEST',
      reason: 'Nodule in the right upper lobe. Stereotactic radiotherapy.',
      series: [
        ctSeries(region, chestBuilds.harkaway, {
          ...format,
          voxel: sized(region, 1.8, 3),
          transferSyntaxUid: transferSyntaxes.jpegLsLossless,
          description: 'Planning CT 5 mm',
          bodyPart: 'CHEST',
          frameOfReference: name,
        }),
        ...drawnOver(region, {
          study: name,
          frameOfReference: name,
          centre: [-82, -2, 58],
          diameter: chestBuilds.harkaway.nodule,
          ...format,
          at: momentBefore(today, 10, '09:40'),
          reader: 'Farrow-Hale^Imogen^^Dr',
        }),
      ],
    },
  ];
}
