import type { Person } from '../../catalogue';
import { momentBefore } from '../dates';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { personOf } from '../people';
import { sized } from '../region';
import type { Region } from '../region';
import { reports } from '../reports';
import type { StudyPlan } from '../study-plan';
import { chestBuilds } from './builds';
import { chestXraySeries } from './chest-xray';
import { noduleObjects } from '../objects/nodule';
import { ctSeries } from './ct';
import { kneeSeries } from './knee';
import { kneeFormat } from './others';

/** The patient a newcomer opens first. */
export function ariaStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  const person = personOf(people, 'aria-smith');
  const { today } = region;
  const film = {
    columns: sized(region, 2048, 256),
    rows: sized(region, 2500, 312),
    pixelSpacing: sized(region, 0.171, 1.368),
    voxel: sized(region, 1, 3),
  };
  const slices = sized(region, 300, 12);
  return [
    {
      name: 'aria chest now',
      person,
      hospital: 'salford',
      started: momentBefore(today, 3, '09:12'),
      description: 'XR Chest PA and lateral',
      bodyPart: 'CHEST',
      reason: 'Persistent cough for six weeks. Known nodule on CT; new change?',
      report: reports.chestNow(today),
      series: chestXraySeries(
        region,
        chestBuilds.ariaNow,
        { ...film, transferSyntaxUid: transferSyntaxes.htj2kLosslessRpcl },
        ['PA', 'LL'],
      ),
    },
    {
      name: 'aria ct thorax',
      person,
      hospital: 'bolton',
      started: momentBefore(today, 36, '14:40'),
      description: 'CT Thorax with contrast',
      bodyPart: 'CHEST',
      reason: 'Cough and weight loss. Nodule?',
      report: reports.ctThorax(today),
      series: [
        ctSeries(region, chestBuilds.ariaNow, {
          size: sized(region, 512, 128),
          slices,
          interval: 300 / slices,
          top: 136,
          fieldOfView: 368.64,
          voxel: film.voxel,
          transferSyntaxUid: transferSyntaxes.htj2kLosslessRpcl,
          description: 'Thorax 1.0 mm',
          bodyPart: 'CHEST',
          frameOfReference: 'aria ct thorax',
        }),
        ...noduleObjects(region, {
          study: 'aria ct thorax',
          centre: { x: -82, y: -2, z: 58 },
          diameter: chestBuilds.ariaNow.nodule,
          slices,
          top: 136,
          interval: 300 / slices,
          fieldOfView: 368.64,
          size: sized(region, 512, 128),
          at: momentBefore(today, 35, '10:05'),
          reader: 'Farrow-Hale^Imogen^^Dr',
        }),
      ],
    },
    {
      name: 'aria chest before',
      person,
      hospital: 'bolton',
      started: momentBefore(today, 245, '11:05'),
      description: 'XR Chest PA and lateral',
      bodyPart: 'CHEST',
      reason: 'Chest infection, not settling.',
      report: reports.chestBefore(today),
      series: chestXraySeries(
        region,
        chestBuilds.ariaBefore,
        {
          ...film,
          voxel: sized(region, 1.25, 3),
          transferSyntaxUid: transferSyntaxes.jpegLosslessFirstOrder,
          photometric: 'MONOCHROME1',
        },
        ['PA', 'LL'],
      ),
    },
    {
      name: 'aria knee',
      person,
      hospital: 'wigan',
      started: momentBefore(today, 1460, '17:25'),
      description: 'XR Knee Lt',
      bodyPart: 'KNEE',
      reason: 'Twisting injury. Fracture?',
      report: reports.knee(today, 1459),
      series: [kneeSeries(kneeFormat(region, 'L', 'aria'))],
    },
  ];
}
