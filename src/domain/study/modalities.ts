/** Modalities (PS3.3 C.7.3.1.1.1) in the order in which one names a study that has several. */
export const MODALITIES = [
  'CT',
  'MR',
  'MG',
  'DX',
  'CR',
  'RG',
  'PX',
  'IO',
  'US',
  'IVUS',
  'XA',
  'RF',
  'NM',
  'PT',
  'BMD',
  'ES',
  'OP',
  'OPT',
  'XC',
  'GM',
  'SM',
  'ECG',
  'HD',
  'RTIMAGE',
  'SC',
  'OT',
  'DOC',
  'SR',
  'SEG',
  'RTSTRUCT',
  'RTDOSE',
  'RTPLAN',
  'RTRECORD',
  'REG',
  'PR',
  'KO',
] as const;

export type Modality = (typeof MODALITIES)[number];

/** The modality a study is called by: a CT with a dose report is a CT. */
export function mainModality(modalities: readonly string[]): string | undefined {
  const rank = (code: string) => {
    const at = (MODALITIES as readonly string[]).indexOf(code);
    return at < 0 ? MODALITIES.length : at;
  };
  return [...modalities].sort((a, b) => rank(a) - rank(b))[0];
}
