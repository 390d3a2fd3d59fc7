import { createRequire } from 'node:module';

interface Entry {
  readonly tag: string;
  readonly vr: string;
}
interface Dictionaries {
  readonly dictionary: Record<string, Entry | undefined>;
  readonly nameMap: Record<string, Entry | undefined>;
}

// dcmjs ships no types; its data dictionary is the part used here.
const { data } = createRequire(import.meta.url)('dcmjs') as {
  data: { DicomMetaDictionary: Dictionaries };
};

/** @param tag eight upper-case hex digits. Ambiguous VRs are answered as the standard's data dictionary has them: `xs`, `ox`, `lt` */
export function vrOfTag(tag: string): string | undefined {
  if (tag.endsWith('0000')) return 'UL';
  const group = Number.parseInt(tag.slice(0, 4), 16);
  const element = Number.parseInt(tag.slice(4), 16);
  // PS3.5 7.8.1: private creators are LO
  if (group % 2 === 1) return element >= 0x10 && element <= 0xff ? 'LO' : undefined;
  const known = data.DicomMetaDictionary.dictionary[`(${tag.slice(0, 4)},${tag.slice(4)})`];
  if (known) return known.vr;
  // PS3.5 7.6: repeating groups are listed once, at their first group
  if (group >= 0x6000 && group <= 0x601e) return vrOfTag(`6000${tag.slice(4)}`);
  if (group >= 0x5000 && group <= 0x501e) return vrOfTag(`5000${tag.slice(4)}`);
  return undefined;
}

/** Keyword → tag and VR. @throws RangeError for a word that is not in the standard */
export function tagOfKeyword(keyword: string): { tag: string; vr: string } {
  const entry = data.DicomMetaDictionary.nameMap[keyword];
  if (!entry) throw new RangeError(`Not a DICOM keyword: ${keyword}`);
  return { tag: entry.tag.replace(/[(),]/g, '').toUpperCase(), vr: entry.vr };
}

/** Keyword → tag, or the tag itself when eight hex digits are given; `undefined` for neither (PS3.18 8.3.1: attributeID) */
export function tagOfAttribute(attribute: string): string | undefined {
  if (/^[0-9a-f]{8}$/i.test(attribute)) return attribute.toUpperCase();
  const entry = data.DicomMetaDictionary.nameMap[attribute];
  return entry?.tag.replace(/[(),]/g, '').toUpperCase();
}
