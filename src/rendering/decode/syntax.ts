import { videoCodingOf } from '../../domain/study/video';

/** How a transfer syntax stores pixels. DICOMweb takes a deflated data set apart, so its frames come native. */
export type Encoding =
  | 'native'
  | 'native-big-endian'
  | 'deflated'
  | 'rle'
  | 'jpeg'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'jpeg-2000-part-2'
  | 'htj2k'
  | 'jpeg-xl';

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  '1.2.840.10008.1.2': 'native',
  '1.2.840.10008.1.2.1': 'native',
  '1.2.840.10008.1.2.1.98': 'native',
  '1.2.840.10008.1.2.1.99': 'native',
  '1.2.840.10008.1.2.2': 'native-big-endian',
  '1.2.840.10008.1.2.8.1': 'deflated',
  '1.2.840.10008.1.2.5': 'rle',
  '1.2.840.10008.1.2.4.50': 'jpeg',
  '1.2.840.10008.1.2.4.51': 'jpeg',
  '1.2.840.10008.1.2.4.53': 'jpeg',
  '1.2.840.10008.1.2.4.55': 'jpeg',
  '1.2.840.10008.1.2.4.57': 'jpeg',
  '1.2.840.10008.1.2.4.70': 'jpeg',
  '1.2.840.10008.1.2.4.80': 'jpeg-ls',
  '1.2.840.10008.1.2.4.81': 'jpeg-ls',
  '1.2.840.10008.1.2.4.90': 'jpeg-2000',
  '1.2.840.10008.1.2.4.91': 'jpeg-2000',
  '1.2.840.10008.1.2.4.92': 'jpeg-2000-part-2',
  '1.2.840.10008.1.2.4.93': 'jpeg-2000-part-2',
  '1.2.840.10008.1.2.4.201': 'htj2k',
  '1.2.840.10008.1.2.4.202': 'htj2k',
  '1.2.840.10008.1.2.4.203': 'htj2k',
  '1.2.840.10008.1.2.4.110': 'jpeg-xl',
  '1.2.840.10008.1.2.4.111': 'jpeg-xl',
  '1.2.840.10008.1.2.4.112': 'jpeg-xl',
};

/**
 * Syntaxes that give up detail, or may. A JPEG 2000 codestream in .91 can be lossless, but nothing in it tells a
 * truncated reversible one apart: the label errs to the careful side. .111 is a re-packed baseline JPEG.
 */
const LOSSY = new Set([
  '1.2.840.10008.1.2.4.50',
  '1.2.840.10008.1.2.4.51',
  '1.2.840.10008.1.2.4.53',
  '1.2.840.10008.1.2.4.55',
  '1.2.840.10008.1.2.4.81',
  '1.2.840.10008.1.2.4.91',
  '1.2.840.10008.1.2.4.93',
  '1.2.840.10008.1.2.4.203',
  '1.2.840.10008.1.2.4.111',
  '1.2.840.10008.1.2.4.112',
]);

export const encodingOf = (transferSyntax: string): Encoding | undefined => ENCODINGS[transferSyntax];
export const nameOf = (transferSyntax: string): string =>
  videoName(transferSyntax) ?? `transfer syntax ${transferSyntax}`;
function videoName(transferSyntax: string): string | undefined {
  const coding = videoCodingOf(transferSyntax);
  return coding && `${coding} video`;
}
export const isLossy = (transferSyntax: string): boolean => LOSSY.has(transferSyntax);
