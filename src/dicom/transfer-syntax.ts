export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2';
export const DEFLATED = '1.2.840.10008.1.2.1.99';
/** Each frame a deflate stream of its own (PS3.5 A.4.13) */
export const DEFLATED_FRAMES = '1.2.840.10008.1.2.8.1';

const NATIVE = new Set([IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN, DEFLATED]);

/** Whether frames of this transfer syntax are plain samples, so that their length can be reckoned. */
export const isNative = (transferSyntax: string) => NATIVE.has(transferSyntax);
