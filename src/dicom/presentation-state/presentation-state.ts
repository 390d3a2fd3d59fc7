import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import { has, numberOf, textOf, type Dataset } from '../dataset';
import { headerOf, type ObjectContext } from '../object-header';
import { dateTimeFrom } from '../person';
import { areasFrom } from './areas';
import { presentationStateClass } from '../presentation-state-class';
import { graphicsFrom } from './graphics';
import { appliedImages } from './images';
import { lutsFrom } from './luts';
import { masksFrom } from '../image/masks';
import { shuttersFrom } from '../image/shutters';
import { personWords } from '../sr/words';
import * as Tag from '../tags';

/**
 * A softcopy presentation state (PS3.3 A.33.1 to A.33.3). What of it cannot be read or applied is named in `notApplied`.
 * Throws an Error with a few words, which name no patient, where it is of a kind whose parts are others (blending,
 * volumetric), or cannot be told from others.
 */
export function presentationFrom(dataset: Dataset, context: ObjectContext): SoftcopyPresentation {
  const { uid, study, sopClass, person } = headerOf(dataset, context);
  const kind = presentationStateClass(sopClass);
  if (kind === undefined || kind === 'other')
    throw new Error('it is a presentation state of a kind that is not read');
  const applied = appliedImages(dataset, study);
  const { luts, notRead: tables } = lutsFrom(dataset, applied, context.bulk);
  const { masks, subtracted, notApplied: unmasked } = masksFrom(dataset, Infinity);
  const { shutters, colour: shutterColour, notRead: covers } = shuttersFrom(dataset);
  const { annotations, notRead: graphics } = graphicsFrom(dataset, applied, context.bulk);
  const description = textOf(dataset, Tag.ContentDescription);
  const creator = personWords(dataset, Tag.ContentCreatorName);
  const made = dateTimeFrom(
    textOf(dataset, Tag.PresentationCreationDate),
    textOf(dataset, Tag.PresentationCreationTime),
  );
  const { rotation, unknown } = rotationOf(dataset);
  const { areas, notRead: placeless } = areasFrom(dataset, applied);
  return {
    id: uid,
    study,
    label: textOf(dataset, Tag.ContentLabel) ?? 'Presentation state',
    ...(description !== undefined && { description }),
    ...(creator !== undefined && { creator }),
    ...(made !== undefined && { made }),
    applies: applied.all,
    ...luts,
    ...(subtracted && masks && { masks }),
    rotation,
    flipHorizontal: textOf(dataset, Tag.ImageHorizontalFlip) === 'Y',
    areas,
    shutters,
    ...(shutterColour && shutters.length > 0 && { shutterColour }),
    annotations,
    notApplied: [
      ...new Set([
        ...tables,
        ...placeless,
        ...covers,
        ...graphics,
        ...unknown,
        ...unmasked,
        ...othersIn(dataset),
      ]),
    ],
    person,
  };
}

const isTurn = (degrees: number): degrees is SoftcopyPresentation['rotation'] =>
  [0, 90, 180, 270].includes(degrees);

/** (0070,0042), clockwise; anything but a quarter turn is not applied */
function rotationOf(dataset: Dataset): {
  rotation: SoftcopyPresentation['rotation'];
  unknown: readonly string[];
} {
  const degrees = numberOf(dataset, Tag.ImageRotation) ?? 0;
  return isTurn(degrees) ? { rotation: degrees, unknown: [] } : { rotation: 0, unknown: ['rotation'] };
}

/** Modules of a presentation state that are not read, by an element that each of them must have. */
const OTHERS: readonly (readonly [tag: string, words: string])[] = [
  [Tag.PixelShiftSequence, 'mask shifts'],
  [Tag.RedPaletteColorLookupTableDescriptor, 'colour palette'],
  [Tag.RedPaletteColorLookupTableData, 'colour palette'],
  [Tag.ICCProfile, 'colour profile'],
  [Tag.FrameVOILUTSequence, 'colour by modality values'],
];

function othersIn(dataset: Dataset): readonly string[] {
  const words = OTHERS.filter(([tag]) => has(dataset, tag)).map(([, said]) => said);
  // Overlays and their activation are in the even groups from 6000 to 601E (C.9.2, C.11.7).
  const overlays = Object.keys(dataset).some((tag) => /^60[01][02468ace](3000|1001)$/i.test(tag));
  return [...words, ...(overlays ? ['overlays'] : [])];
}
