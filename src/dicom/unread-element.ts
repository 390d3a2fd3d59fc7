import { isDataset, type Dataset } from './dataset';
import * as Tag from './tags';

/** What changes values, order or sizes on the screen: unread, the picture would be shown otherwise than it is. */
const DECISIVE: Readonly<Record<string, string>> = {
  [Tag.Rows]: 'rows',
  [Tag.Columns]: 'columns',
  [Tag.BitsAllocated]: 'bits allocated',
  [Tag.BitsStored]: 'bits stored',
  [Tag.PixelRepresentation]: 'pixel representation',
  [Tag.PhotometricInterpretation]: 'photometric interpretation',
  [Tag.SamplesPerPixel]: 'samples per pixel',
  [Tag.RescaleIntercept]: 'rescale intercept',
  [Tag.RescaleSlope]: 'rescale slope',
  [Tag.ModalityLUTSequence]: 'modality LUT',
  [Tag.SharedFunctionalGroupsSequence]: 'functional groups',
  [Tag.PerFrameFunctionalGroupsSequence]: 'functional groups',
};

/** The name of an element that decides how the picture is shown, and came as bytes that cannot be read. */
export function unreadElement(dataset: Dataset): string | undefined {
  return Object.entries(DECISIVE).find(([tag]) => {
    const element = dataset[tag];
    return (
      isDataset(element) && element['vr'] === 'UN' && ('InlineBinary' in element || 'BulkDataURI' in element)
    );
  })?.[1];
}
