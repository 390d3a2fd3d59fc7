/** Whether bytes are RTF by their signature, whatever they were said to be. */
export const isRtf = (bytes: Uint8Array) =>
  String.fromCharCode(...bytes.subarray(0, 64))
    .replace(/^[\uFEFFï»¿\s]+/, '')
    .startsWith('{\\rtf');
