import { asStored } from '../../domain/presentation/view-state';
import type { Frame } from '../../domain/study/study';
import type { DecodedFrame } from '../decode/pixels';
import { attributesOfPicture, paddingOf, supplementOf } from './attributes';
import { colourRows } from './colour-raster';
import { greyRows } from './grey-raster';
import { greyScale } from './grey';
import { rasterised } from './raster';

/** A frame in one of its smaller resolutions, as its object says it is to be shown; none where colours are laid over it. */
export function smallPicture(frame: Frame, decoded: DecodedFrame): OffscreenCanvas | undefined {
  const { rows, columns } = decoded;
  const cells = { across: 1, down: 1, left: 0, top: 0, columns, rows };
  if (decoded.kind === 'colour') return rasterised(cells, colourRows(decoded, false, cells, true), undefined);
  const picture = { frame, decoded };
  if (supplementOf(picture)) return undefined;
  const scale = greyScale(decoded, attributesOfPicture(picture), paddingOf(picture), asStored);
  return rasterised(cells, greyRows(decoded, scale, cells, true), undefined);
}
