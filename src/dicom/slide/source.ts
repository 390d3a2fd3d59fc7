import type { SlideSource } from '../../domain/study/study';
import { has, textOf, textsOf, type BulkData, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** VL Whole Slide Microscopy and Confocal Microscopy Tiled Pyramidal Image Storage (PS3.4 B.5) */
const CLASSES = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.77\.1\.[69]$/;

/** What says that an object is of a slide; the rest is read when the slide is looked at. */
export function slideSource(dataset: Dataset, bulk: BulkData): SlideSource | undefined {
  const text = (tag: string) => textOf(dataset, tag);
  if (!CLASSES.test(text(Tag.SOPClassUID) ?? '') || !has(dataset, Tag.TotalPixelMatrixColumns))
    return undefined;
  const [, , type] = textsOf(dataset, Tag.ImageType);
  const hasLabel = type === 'THUMBNAIL' && text(Tag.SpecimenLabelInImage) === 'YES';
  const holds =
    type === 'LABEL'
      ? 'label'
      : type === 'OVERVIEW' || type === 'LOCALIZER' || hasLabel
        ? 'overview'
        : 'tissue';
  const of = text(Tag.PyramidUID) ?? `${text(Tag.FrameOfReferenceUID)} ${text(Tag.ContainerIdentifier)}`;
  return { holds, of, data: dataset, bulk };
}
