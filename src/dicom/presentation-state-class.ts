/** Presentation state SOP classes whose parts are read (PS3.4 B.5): their parts are those of PS3.3 A.33.1 to A.33.3. */
const READ = {
  '1.2.840.10008.5.1.4.1.1.11.1': 'grayscale',
  '1.2.840.10008.5.1.4.1.1.11.2': 'colour',
  '1.2.840.10008.5.1.4.1.1.11.3': 'pseudo-colour',
  '1.2.840.10008.5.1.4.1.1.11.5': 'XA/XRF grayscale',
  '1.2.840.10008.5.1.4.1.1.11.12': 'variable modality LUT',
} as const;

export type PresentationStateKind = (typeof READ)[keyof typeof READ] | 'other';

/** What kind of presentation state a SOP class is; `undefined` where it is none. */
export function presentationStateClass(sopClass: string): PresentationStateKind | undefined {
  if (!/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.11\.\d+$/.test(sopClass)) return undefined;
  return isRead(sopClass) ? READ[sopClass] : 'other';
}

const isRead = (sopClass: string): sopClass is keyof typeof READ => Object.hasOwn(READ, sopClass);
