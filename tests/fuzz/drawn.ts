import type { Dataset } from '../../src/dicom/dataset';
import { readInstances } from '../../src/dicom/image/instances';
import { parametricMapFrom } from '../../src/dicom/parametric-map/parametric-map';
import { doseGridFrom } from '../../src/dicom/rt/dose-grid';
import { structureSetFrom } from '../../src/dicom/rt/structure-set';
import { segmentationFrom } from '../../src/dicom/segmentation/segmentation';
import { slidePartFrom } from '../../src/dicom/slide/part';
import { waveformFrom } from '../../src/dicom/waveform/waveform';
import { archiveId, frameOfReferenceUid, instanceUid } from '../../src/domain/ids';
import type { ReadOverlay } from '../../src/domain/overlay/overlay';
import type { Slice } from '../../src/domain/overlay/slice';
import { slideOf } from '../../src/domain/slide/build';
import { cellsIn, tileAt, validPixels } from '../../src/domain/slide/tiles';
import { durationOf, firstGroup, millivoltsAt, timeOf } from '../../src/domain/waveform/waveform';
import { openOverlay } from '../../src/rendering/overlay/open-overlay';
import { element, sequence } from '../dicomweb/objects-wire';
import { anInstanceAnswer, INSTANCE, SERIES, STUDY, type Elements } from '../dicomweb/wire';
import { anImage } from '../rendering/pictures';

/*
 * What is drawn over pictures, curves and slides: well-formed objects, and all that is done with one that was read. Whatever
 * these throw is a fault: an object that is not as it should be is refused with its reason.
 */

const FRAME = '1.2.9';
const SIZE = 8;
const code = (value: string, scheme: string, meaning: string): Elements => ({
  '00080100': element('SH', value),
  '00080102': element('SH', scheme),
  '00080104': element('LO', meaning),
});
const place = (z: number) => ({ '00209113': sequence({ '00200032': element('DS', 0, 0, z) }) });
const shared = {
  '52009229': sequence({
    '00209116': sequence({ '00200037': element('DS', 1, 0, 0, 0, 1, 0) }),
    '00289110': sequence({ '00280030': element('DS', 1, 1), '00180050': element('DS', 2) }),
  }),
};
const object = (sopClass: string, change: Elements): Elements => ({
  ...anInstanceAnswer(INSTANCE, {}),
  '00080016': element('UI', `1.2.840.10008.5.1.4.1.1.${sopClass}`),
  '00200052': element('UI', FRAME),
  '00280010': element('US', SIZE),
  '00280011': element('US', SIZE),
  ...change,
});
const segmentation = (type: string) =>
  object('66.4', {
    ...shared,
    '00280008': element('IS', 3),
    '00620001': element('CS', type),
    '0062000E': element('US', 200),
    '00620010': element('CS', 'OCCUPANCY'),
    '00620002': sequence(
      ...[1, 2].map((number) => ({
        '00620004': element('US', number),
        '00620005': element('LO', `Part ${number}`),
        '00620008': element('CS', 'AUTOMATIC'),
        '0062000D': element('US', 40_000, 30_000, 20_000),
        '0062000F': sequence(code('T-62000', 'SRT', 'Liver')),
      })),
    ),
    '52009230': sequence(
      ...[1, 2, 1].map((number, at) => ({
        ...place(2 * Math.floor(at / 2)),
        '0062000A': sequence({ '0062000B': element('US', number) }),
      })),
    ),
  });

const structures = object('481.3', {
  '30060020': sequence(
    ...[1, 2].map((number) => ({
      '30060022': element('IS', number),
      '30060024': element('UI', FRAME),
      '30060026': element('LO', `Region ${number}`),
      '30060036': element('CS', 'MANUAL'),
    })),
  ),
  '30060039': sequence(
    ...[1, 2].map((number) => ({
      '30060084': element('IS', number),
      '3006002A': element('IS', 255, 0, 128),
      '30060040': sequence(
        {
          '30060042': element('CS', 'CLOSED_PLANAR'),
          '30060050': element('DS', '0', '0', '0', '5', '0', '0', '5', '5', '0', '0', '5', '0'),
        },
        { '30060042': element('CS', 'POINT'), '30060050': element('DS', '1', '2', '2') },
        {
          '30060042': element('CS', 'OPEN_NONPLANAR'),
          '30060050': element('DS', '1', '2', '0', '3', '4', '2', '5', '6', '4'),
        },
      ),
    })),
  ),
});

const dose = object('481.2', {
  '00200032': element('DS', 0, 0, 0),
  '00200037': element('DS', 1, 0, 0, 0, 1, 0),
  '00280030': element('DS', 1, 1),
  '00280008': element('IS', 3),
  '3004000C': element('DS', 0, 2, 4),
  '3004000E': element('DS', '0.001'),
  '30040002': element('CS', 'GY'),
  '30040004': element('CS', 'PHYSICAL'),
});

const map = object('30', {
  ...shared,
  '00280008': element('IS', 2),
  '00281050': element('DS', 50),
  '00281051': element('DS', 100),
  '52009230': sequence(
    ...[0, 2].map((z) => ({
      ...place(z),
      '00409096': sequence({
        '004008EA': sequence(code('mm2/s', 'UCUM', 'square millimetres a second')),
        '00283003': element('LO', 'ADC'),
        '00409211': element('US', 4095),
        '00409216': element('US', 0),
        '00409224': element('FD', 0.5),
        '00409225': element('FD', 0.001),
      }),
    })),
  ),
});

const channel = (lead: string): Elements => ({
  '003A0208': sequence(code(`MDC_ECG_LEAD_${lead}`, 'MDC', `Lead ${lead}`)),
  '003A0210': element('DS', '2.5'),
  '003A0211': sequence(code('uV', 'UCUM', 'microvolt')),
  '003A0212': element('DS', '1'),
  '003A0213': element('DS', '0'),
  '003A0214': element('DS', '0'),
  '003A0215': element('DS', '0'),
  '003A021A': element('US', 16),
});
const curves = object('9.1.1', {
  '54000100': sequence({
    '003A0004': element('CS', 'ORIGINAL'),
    '003A0005': element('US', 2),
    '003A0010': element('UL', 8),
    '003A001A': element('DS', '500'),
    '003A0200': sequence(channel('I'), channel('V1')),
    '54001004': element('US', 16),
    '54001006': element('CS', 'SS'),
    '5400100A': { vr: 'OW', InlineBinary: 'AIA=' },
    '54001010': {
      vr: 'OW',
      InlineBinary: Buffer.from(Uint8Array.from({ length: 32 }, (_, at) => at)).toString('base64'),
    },
  }),
  '0040B020': sequence({
    '0040A0B0': element('US', 1, 1),
    '0040A132': element('UL', 3),
    '00700006': element('ST', 'Sinus rhythm'),
  }),
});

const slide = (organisation: string) =>
  object('77.1.6', {
    '00080008': element('CS', 'DERIVED', 'PRIMARY', 'VOLUME', 'NONE'),
    '00280002': element('US', 3),
    '00280004': element('CS', 'RGB'),
    '00280100': element('US', 8),
    '00280101': element('US', 8),
    '00280102': element('US', 7),
    '00280008': element('IS', 4),
    '00480001': element('FL', 1),
    '00480002': element('FL', 1),
    '00480006': element('UL', 15),
    '00480007': element('UL', 13),
    '00480008': sequence({ '0040072A': element('DS', 10), '0040073A': element('DS', 20) }),
    '00480102': element('DS', 0, -1, 0, -1, 0, 0),
    '00480105': sequence({ '00480106': element('SH', '1') }),
    '00480303': element('UL', 1),
    '00209311': element('CS', organisation),
    '52009229': sequence({ '00289110': sequence({ '00280030': element('DS', 0.0005, 0.0005) }) }),
    '52009230': sequence(
      ...[0, 1, 2, 3].map((at) => ({
        '0048021A': sequence({
          '0048021E': element('SL', 1 + (at % 2) * SIZE),
          '0048021F': element('SL', 1 + Math.floor(at / 2) * SIZE),
        }),
        '00480207': sequence({ '00480106': element('SH', '1') }),
      })),
    ),
  });

/** One along the frames and one across them */
const SLICES: readonly Slice[] = [
  { row: [1, 0, 0] as const, column: [0, 1, 0] as const },
  { row: [1, 0, 0] as const, column: [0, 0, 1] as const },
].map((axes) => ({
  instance: instanceUid('1.2.3'),
  frame: 1,
  rows: SIZE,
  columns: SIZE,
  reach: [1, 1],
  plane: { ...axes, position: [0, 0, 0], spacing: [1, 1], frameOfReference: frameOfReferenceUid(FRAME) },
}));
const VALUES = Uint16Array.from({ length: SIZE * SIZE }, (_, at) => at % 3);

function drawn(read: ReadOverlay): void {
  if (!read.ok) return;
  const open = openOverlay({ overlay: read.overlay, values: () => VALUES });
  for (const slice of SLICES) {
    open.draw(slice, { hidden: [2], quantity: 0 });
    open.valuesAt(slice, [1.5, 2.5]);
  }
}

function looked(dataset: Dataset): void {
  const wave = waveformFrom(dataset, new Map());
  const group = wave.groups[firstGroup(wave)];
  if (!group) return;
  durationOf(group);
  group.channels.forEach((_, at) => {
    millivoltsAt(group, at, 3);
    timeOf(group, at, 3);
  });
}

const context = { archive: archiveId('salford'), bulk: new Map(), study: STUDY, series: SERIES };

function tiled(dataset: Dataset): void {
  const parts = readInstances([dataset], context).instances.flatMap((one) => slidePartFrom(one) ?? []);
  const whole = slideOf(parts);
  if (!whole) return;
  const [path] = whole.paths;
  for (const level of whole.levels)
    for (const cell of cellsIn(level, { from: [0, 0], size: [10, 10] }).slice(0, 20)) {
      tileAt(level, path?.id ?? '', 0, cell);
      validPixels(level, cell);
    }
}

/** Each kind with its well-formed objects, and what is done with one. */
export const DRAWN: readonly (readonly [
  name: string,
  seeds: readonly Elements[],
  read: (dataset: Dataset) => void,
])[] = [
  [
    'segmentation',
    [segmentation('BINARY'), segmentation('FRACTIONAL'), segmentation('LABELMAP')],
    (dataset) => drawn(segmentationFrom(dataset)),
  ],
  ['structure-set', [structures], (dataset) => drawn(structureSetFrom(dataset))],
  ['dose', [dose], (dataset) => drawn(doseGridFrom(dataset))],
  ['parametric-map', [map], (dataset) => drawn(parametricMapFrom(dataset, anImage()))],
  ['waveform', [curves], looked],
  ['slide', [slide('TILED_FULL'), slide('TILED_SPARSE')], tiled],
];
