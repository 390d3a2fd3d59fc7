/*
 * Stands in for dcmjs (see vite.config.ts) beside the hardware engine, which is given pixels and geometry and reads no
 * DICOM: a third of its code. @cornerstonejs/metadata looks up keywords when it is loaded, so any keyword is known here,
 * each under a private tag of its own; nothing here asks for them again.
 */
const tags = new Map();
const entryOf = (keyword) => {
  // Keywords begin with a capital letter (PS3.6); names of the rules' own do not, and must not be taken for keywords.
  if (typeof keyword !== 'string' || !/^[A-Z]/.test(keyword)) return undefined;
  if (!tags.has(keyword)) tags.set(keyword, (0x1000 + tags.size).toString(16).toUpperCase().padStart(4, '0'));
  return { tag: `(0009,${tags.get(keyword)})`, name: keyword, vr: 'UN', vm: '1' };
};
const nameMap = new Proxy(
  {},
  {
    get: (_, keyword) => entryOf(keyword),
    getOwnPropertyDescriptor: (_, keyword) => {
      const value = entryOf(keyword);
      return value && { configurable: true, enumerable: true, value };
    },
  },
);

/** Of loglevel's loggers what the engine calls; it says what went wrong to the console, as it did */
const silent = () => undefined;
const logger = {
  getLogger: () => ({ ...logger }),
  setLevel: silent,
  getLevel: () => 4,
  trace: silent,
  debug: silent,
  info: silent,
  log: silent,
  warn: (...said) => console.warn(...said),
  error: (...said) => console.error(...said),
};

// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- it stands for a class that must not be made
class Unused {
  constructor() {
    throw new Error('dcmjs is not part of this build');
  }
}

export const log = logger;
export const constants = {
  IMPLICIT_LITTLE_ENDIAN: '1.2.840.10008.1.2',
  EXPLICIT_LITTLE_ENDIAN: '1.2.840.10008.1.2.1',
  DEFLATED_EXPLICIT_LITTLE_ENDIAN: '1.2.840.10008.1.2.1.99',
  EXPLICIT_BIG_ENDIAN: '1.2.840.10008.1.2.2',
};
export default {
  log,
  constants,
  async: { AsyncDicomReader: Unused },
  utilities: { DicomMetadataListener: Unused },
  data: { DicomMetaDictionary: { dictionary: {}, nameMap } },
};
