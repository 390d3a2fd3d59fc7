import type { StructureDose } from '../../domain/objects/structure-dose';
import { itemsOf, numberOf, numbersOf, textOf, type Dataset } from '../dataset';
import * as Drawn from '../drawn-tags';
import * as Tag from '../tags';

/** More than there are structures in any plan */
const MOST_HISTOGRAMS = 500;

/** The dose-volume histograms of an object, in its order (PS3.3 C.8.8.4). */
export const structureDosesFrom = (dataset: Dataset): readonly StructureDose[] =>
  itemsOf(dataset, Drawn.DVHSequence).slice(0, MOST_HISTOGRAMS).map(structureDoseFrom);

function structureDoseFrom(item: Dataset): StructureDose {
  const structures = itemsOf(item, Drawn.DVHReferencedROISequence).flatMap((structure) => {
    const number = numberOf(structure, Drawn.ReferencedROINumber);
    const isLess = textOf(structure, Drawn.DVHROIContributionType) === 'EXCLUDED';
    return number === undefined ? [] : [{ number, isLess }];
  });
  const numbers = (less: boolean) =>
    structures.filter(({ isLess }) => isLess === less).map(({ number }) => number);
  const [minimum, mean, maximum] = [Drawn.DVHMinimumDose, Drawn.DVHMeanDose, Drawn.DVHMaximumDose].map(
    (tag) => numberOf(item, tag),
  );
  const unit = textOf(item, Tag.DoseUnits);
  const volume = volumeOf(item);
  return {
    structures: numbers(false),
    without: numbers(true),
    ...(unit === 'GY' ? { unit: 'Gy' as const } : unit === 'RELATIVE' && { unit: 'relative' as const }),
    ...(minimum !== undefined && { minimum }),
    ...(mean !== undefined && { mean }),
    ...(maximum !== undefined && { maximum }),
    ...(volume !== undefined && { volume }),
  };
}

/** All volume, cm³: the first bin of a cumulative histogram, the sum of a differential one; other units say no volume. */
function volumeOf(item: Dataset): number | undefined {
  if (textOf(item, Drawn.DVHVolumeUnits) !== 'CM3') return undefined;
  const type = textOf(item, Drawn.DVHType);
  // Widths and volumes in turn
  const volumes = numbersOf(item, Drawn.DVHData).filter((_, at) => at % 2 === 1);
  if (volumes.length === 0 || volumes.includes(undefined)) return undefined;
  if (type === 'CUMULATIVE') return volumes[0];
  return type === 'DIFFERENTIAL' ? volumes.reduce<number>((sum, one) => sum + (one ?? 0), 0) : undefined;
}
