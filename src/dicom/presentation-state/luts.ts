import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { ValueRange } from '../../domain/study/value-range';
import { has, itemOf, itemsOf, textOf, type BulkData, type Dataset } from '../dataset';
import { modalityLutFrom, voiLutsFrom } from '../image/lut';
import { imagesOf, type AppliedImages } from './images';
import { voiFunctionFrom, windowsFrom } from '../image/voi';
import * as Tag from '../tags';

/** What goes into a state's tables is known with the picture that they are applied to. */
const UNKNOWN: ValueRange = [0, Infinity];

type Luts = Pick<SoftcopyPresentation, 'modalityLut' | 'voi' | 'presentationLut'>;

/** Modality, VOI and Presentation LUT (PS3.3 C.11.1, C.11.8, C.11.6), and which of them could not be read. */
export function lutsFrom(
  dataset: Dataset,
  applied: AppliedImages,
  bulk: BulkData,
): { readonly luts: Luts; readonly notRead: readonly string[] } {
  const notRead: string[] = [];
  // Variable Modality LUTs (C.11.19) stand in a sequence with the images that each is for: not read, and said to be.
  const modality = has(dataset, Tag.VariableModalityLUTSequence) ? 'unreadable' : modalityFrom(dataset, bulk);
  if (modality === 'unreadable') notRead.push('modality LUT');
  const voi = itemsOf(dataset, Tag.SoftcopyVOILUTSequence).flatMap((item) => {
    const one = voiFrom(item, applied, bulk);
    if (one === undefined) notRead.push('VOI LUT');
    return one ?? [];
  });
  const presentationLut = presentationLutFrom(dataset, bulk);
  if (presentationLut === undefined && has(dataset, Tag.PresentationLUTSequence))
    notRead.push('presentation LUT');
  return {
    luts: {
      ...(modality !== undefined && modality !== 'unreadable' && { modalityLut: modality }),
      voi,
      ...(presentationLut && { presentationLut }),
    },
    notRead,
  };
}

function modalityFrom(dataset: Dataset, bulk: BulkData): Luts['modalityLut'] | 'unreadable' {
  try {
    return modalityLutFrom(dataset, UNKNOWN, bulk);
  } catch {
    return 'unreadable';
  }
}

/** One item of the Softcopy VOI LUT Sequence: its first window, or its first table where it has no window */
function voiFrom(item: Dataset, applied: AppliedImages, bulk: BulkData): Luts['voi'][number] | undefined {
  const images = imagesOf(item, applied);
  const [window] = windowsFrom(item);
  const [lut] = voiLutsFrom(item, UNKNOWN, bulk);
  if (window) return { images, window, function: voiFunctionFrom(item) };
  return lut && { images, lut };
}

function presentationLutFrom(dataset: Dataset, bulk: BulkData): Luts['presentationLut'] {
  const shape = textOf(dataset, Tag.PresentationLUTShape);
  if (shape === 'IDENTITY' || shape === 'INVERSE') return { shape };
  const item = itemOf(dataset, Tag.PresentationLUTSequence);
  // The item has the form of a VOI LUT's: LUT Descriptor, LUT Data.
  const [lut] = item ? voiLutsFrom({ [Tag.VOILUTSequence]: { vr: 'SQ', Value: [item] } }, UNKNOWN, bulk) : [];
  return lut && { lut };
}
