/** Where the slices of two series of one examination are: series 1 for the soft tissues, series 2 for the lungs. */
export interface Slices {
  /** z of the first slice, mm, from the head down */
  readonly top: number;
  /** mm between slices, of each series in turn */
  readonly intervals: readonly [number, number];
  /** How many there are, of each series in turn */
  readonly counts: readonly [number, number];
}

/** The image of a series at a height. @param series 1 or 2 @param z mm */
export function imageAt({ top, intervals, counts }: Slices, series: 1 | 2, z: number): number {
  const interval = intervals[series - 1] ?? 1;
  return Math.min(counts[series - 1] ?? 1, Math.max(1, Math.round((top - z) / interval) + 1));
}

/**
 * A long report as a department writes one for a man who is followed up: every part of the chest under its own heading,
 * each with the pictures that show it. One picture that it names is of an examination that is not here.
 */
export function longReport(slices: Slices): string {
  const soft = (z: number) => `series 1, image ${imageAt(slices, 1, z)}`;
  const lung = (z: number) => `series 2, image ${imageAt(slices, 2, z)}`;
  const lungs = (from: number, to: number) =>
    `series 2, images ${imageAt(slices, 2, from)} to ${imageAt(slices, 2, to)}`;
  const row = (what: string, now: string, before: string, where: string) =>
    `${what.padEnd(28)}${now.padEnd(12)}${before.padEnd(14)}${where}`;
  return [
    'CLINICAL DETAILS: 71-year-old man, retired boiler fitter with known asbestos exposure (1971 to 1984). Ex-smoker, 40 pack years, stopped 2009. Increasing breathlessness on exertion over nine months, now MRC grade 3. No haemoptysis, no weight loss. Fine bibasal crackles on auscultation. Ischaemic heart disease, LVEF 45 % on echocardiography. ?Interstitial lung disease ?cardiac failure ?malignancy.',
    'TECHNIQUE: Volumetric acquisition of the thorax in full inspiration, supine, following 75 ml of intravenous iodinated contrast medium (eGFR 68). Reconstructed at 5 mm for the soft tissues (series 1) and at 2.5 mm for the lungs (series 2). DLP 312 mGy·cm. No immediate complication.',
    'COMPARISON: Chest X-ray of 14 months ago. The CT thorax performed privately three years ago has been reported elsewhere; its images have not been made available, and comparison is with its written report only.',
    'FINDINGS:',
    [
      'LUNGS AND AIRWAYS:',
      `The trachea is central and of normal calibre (${lung(110)}). The carina is sharp (${lung(18)}), and the main, lobar and segmental bronchi are patent to the limits of the examination (${lungs(20, -40)}). There is no endobronchial lesion and no bronchial wall thickening. No traction bronchiectasis.`,
      `The lungs are evenly aerated. There is no honeycombing and no reticulation: the subpleural lung at the bases has been looked at with particular care (${lungs(-60, -110)}) and is within normal limits. A little dependent ground-glass change posteriorly in both lower lobes (${lung(-95)}) is in keeping with atelectasis in the supine position; a prone acquisition was not felt to be necessary. Minor apical scarring, right slightly more than left (${lung(112)}), is of no significance.`,
      `No solid or part-solid nodule of 5 mm or more. The 4 mm nodule in the lingula that the report of the earlier CT describes (series 5, image 214 of that examination) cannot be identified today; the corresponding level (${lung(-25)}) has been reviewed on thin sections and maximum intensity projections.`,
    ].join('\n'),
    [
      'PLEURA:',
      `No pleural effusion on either side (${soft(-110)}). No calcified plaque, no diffuse pleural thickening and no rounded atelectasis. The diaphragmatic pleura is smooth (${soft(-75)}). There is therefore no CT evidence of asbestos-related pleural disease.`,
    ].join('\n'),
    [
      'MEDIASTINUM AND HILA:',
      `No mediastinal, hilar, axillary or supraclavicular lymph node is enlarged by size criteria. The largest is a lower right paratracheal node of 7 mm in short axis (${soft(35)}); a subcarinal node measures 8 mm (${soft(5)}). Both have a normal fatty hilum. The visualised thyroid is unremarkable (${soft(122)}). The oesophagus is not dilated.`,
    ].join('\n'),
    [
      'HEART AND GREAT VESSELS:',
      `The heart is enlarged, with a transverse diameter of 158 mm (${soft(-45)}); this is predominantly left ventricular. There is no pericardial effusion (${soft(-60)}). The ascending aorta measures 36 mm at the level of the pulmonary artery bifurcation (${soft(15)}) and the descending aorta 27 mm (${soft(-20)}): neither is aneurysmal. The main pulmonary artery is at the upper limit of normal at 29 mm (${soft(15)}), with a ratio to the aorta of 0.8. This examination was not timed for the pulmonary arteries, but no central filling defect is seen to segmental level (${soft(0)}).`,
    ].join('\n'),
    [
      'UPPER ABDOMEN:',
      `Covered in part only. No focal abnormality of the imaged liver or spleen (${soft(-140)}). The adrenal glands are outside the field of view.`,
    ].join('\n'),
    [
      'BONES AND CHEST WALL:',
      `No rib fracture and no destructive lesion. Mild degenerative change of the mid-thoracic spine (${soft(40)}). Vertebral body heights are preserved throughout. The sternum is intact (${soft(25)}).`,
    ].join('\n'),
    'MEASUREMENTS:',
    [
      row('Structure', 'Now', 'Then', 'Where'),
      row('Heart, transverse', '158 mm', 'not given', soft(-45)),
      row('Ascending aorta', '36 mm', '35 mm', soft(15)),
      row('Main pulmonary artery', '29 mm', '28 mm', soft(15)),
      row('Right paratracheal node', '7 mm', '7 mm', soft(35)),
      row('Subcarinal node', '8 mm', 'not given', soft(5)),
    ].join('\n'),
    [
      'COMMENT:',
      'The request raises three questions. Interstitial lung disease is not supported: a normal high-resolution appearance of the subpleural bases does not exclude very early disease, but makes it an unlikely explanation of breathlessness of this degree. Malignancy is not seen. Cardiomegaly without septal lines, effusion or perihilar change suggests a cardiac contribution that is at present compensated.',
    ].join('\n'),
    [
      'CONCLUSION:',
      `1. Cardiomegaly (${soft(-45)}), without signs of decompensation. Clinical correlation, with natriuretic peptide and up-to-date echocardiography, is suggested.`,
      '2. No interstitial lung disease and no asbestos-related pleural disease.',
      '3. No suspicious nodule or lymph node. The previously described 4 mm lingular nodule is not seen. No imaging follow-up is required under the British Thoracic Society guideline.',
      '4. If the images of the earlier CT can be obtained, we will be glad to issue an addendum.',
    ].join('\n'),
  ].join('\n\n');
}
