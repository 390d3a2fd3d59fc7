/** A file that is right although its reference, or the corpus' list, does not say so; and how that was settled. */
export interface Settled {
  readonly what: 'range' | 'frames' | 'refused';
  readonly why: string;
}

export const SETTLED: Readonly<Record<string, Settled>> = {
  'ct-enhanced/CT0012.fragmented_no_bot_jpeg_ls.80.dcm': {
    what: 'range',
    why: "dcmdjpls agrees bit for bit, and so does the same picture in RLE; the list's reader mixed up the fragments",
  },
  'lut-overlay/mlut_18.dcm': {
    what: 'range',
    why: "the list's reader left the bits above Bits Stored in; PS3.5 8.1.1 leaves them out, and dcm2pnm agrees",
  },
  'lut-overlay/ovly_p01.dcm': {
    what: 'range',
    why: "the list's reader left the overlays in the high bits in; PS3.5 8.1.1 leaves them out, and dcm2pnm agrees",
  },
  'odd/MR_truncated.dcm': {
    what: 'refused',
    why: 'the file ends within its pixels: an archive that takes it has no whole frame to give',
  },
  'odd/dwv-test_no-number-rows.dcm': {
    what: 'refused',
    why: 'it does not say how many rows it has; gdcmconv refuses it too',
  },
  'wsi/multiframe.dcm': {
    what: 'frames',
    why: 'the tiles at the right edge are 55 columns wide in their streams and 240 in the header: a frame that contradicts its header is refused, all others agree with dcmdjpeg',
  },
};
