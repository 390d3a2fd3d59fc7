/** How a modality (PS3.3 C.7.3.1.1.1) is named, and where the body part stands: "Chest X-ray", but "CT chest". */
interface ModalityWords {
  readonly name: string;
  readonly part: 'before' | 'after' | 'never';
}

/** Reviewed by hand; a code that is not here is shown as it stands. In the order in which one names a study that has several. */
export const MODALITIES: Readonly<Record<string, ModalityWords>> = {
  CT: { name: 'CT', part: 'after' },
  MR: { name: 'MRI', part: 'after' },
  MG: { name: 'Mammogram', part: 'never' },
  DX: { name: 'X-ray', part: 'before' },
  CR: { name: 'X-ray', part: 'before' },
  RG: { name: 'X-ray', part: 'before' },
  PX: { name: 'Dental panoramic X-ray', part: 'never' },
  IO: { name: 'Dental X-ray', part: 'never' },
  US: { name: 'Ultrasound', part: 'after' },
  IVUS: { name: 'Intravascular ultrasound', part: 'after' },
  XA: { name: 'Angiogram', part: 'after' },
  RF: { name: 'Fluoroscopy', part: 'after' },
  NM: { name: 'Nuclear medicine', part: 'after' },
  PT: { name: 'PET', part: 'after' },
  BMD: { name: 'Bone density', part: 'after' },
  ES: { name: 'Endoscopy', part: 'after' },
  OP: { name: 'Eye photograph', part: 'never' },
  OPT: { name: 'Eye OCT', part: 'never' },
  XC: { name: 'Photograph', part: 'after' },
  GM: { name: 'Microscopy', part: 'after' },
  SM: { name: 'Pathology slide', part: 'after' },
  ECG: { name: 'ECG', part: 'never' },
  HD: { name: 'Haemodynamics', part: 'never' },
  RTIMAGE: { name: 'Radiotherapy image', part: 'after' },
  SC: { name: 'Stored image', part: 'after' },
  OT: { name: 'Other image', part: 'after' },
  DOC: { name: 'Document', part: 'never' },
  SR: { name: 'Structured report', part: 'never' },
};
