/** Transfer syntax UIDs (PS3.6 table A-1) that the sandbox writes or reads. */
export const transferSyntaxes = {
  implicitLittleEndian: '1.2.840.10008.1.2',
  explicitLittleEndian: '1.2.840.10008.1.2.1',
  deflatedExplicitLittleEndian: '1.2.840.10008.1.2.1.99',
  explicitBigEndian: '1.2.840.10008.1.2.2',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
  jpegExtended: '1.2.840.10008.1.2.4.51',
  jpegLossless: '1.2.840.10008.1.2.4.57',
  jpegLosslessFirstOrder: '1.2.840.10008.1.2.4.70',
  jpegLsLossless: '1.2.840.10008.1.2.4.80',
  jpegLsNearLossless: '1.2.840.10008.1.2.4.81',
  jpeg2000Lossless: '1.2.840.10008.1.2.4.90',
  jpeg2000: '1.2.840.10008.1.2.4.91',
  htj2kLossless: '1.2.840.10008.1.2.4.201',
  htj2kLosslessRpcl: '1.2.840.10008.1.2.4.202',
  htj2k: '1.2.840.10008.1.2.4.203',
  rleLossless: '1.2.840.10008.1.2.5',
  mpeg4High: '1.2.840.10008.1.2.4.102',
} as const;

const native: readonly string[] = [
  transferSyntaxes.implicitLittleEndian,
  transferSyntaxes.explicitLittleEndian,
  transferSyntaxes.deflatedExplicitLittleEndian,
  transferSyntaxes.explicitBigEndian,
];

/** True where pixel data are fragments in items (PS3.5 A.4) rather than one value. */
export function isEncapsulated(transferSyntaxUid: string): boolean {
  return !native.includes(transferSyntaxUid);
}

/** MPEG-2, MPEG-4 AVC and HEVC: all pictures of an object in one stream (PS3.5 A.4.5 to A.4.10). */
export const isVideo = (transferSyntaxUid: string): boolean =>
  /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/.test(transferSyntaxUid);

/** The media type of one frame as stored (PS3.18 table 8.7.3-5). */
export function frameMediaType(transferSyntaxUid: string): string {
  switch (transferSyntaxUid) {
    case transferSyntaxes.jpegBaseline:
    case transferSyntaxes.jpegExtended:
    case transferSyntaxes.jpegLossless:
    case transferSyntaxes.jpegLosslessFirstOrder:
      return 'image/jpeg';
    case transferSyntaxes.jpegLsLossless:
    case transferSyntaxes.jpegLsNearLossless:
      return 'image/jls';
    case transferSyntaxes.jpeg2000Lossless:
    case transferSyntaxes.jpeg2000:
      return 'image/jp2';
    case transferSyntaxes.htj2kLossless:
    case transferSyntaxes.htj2kLosslessRpcl:
    case transferSyntaxes.htj2k:
      return 'image/jphc';
    case transferSyntaxes.rleLossless:
      return 'image/dicom-rle';
    default:
      return isVideo(transferSyntaxUid) ? 'video/mp4' : 'application/octet-stream';
  }
}
