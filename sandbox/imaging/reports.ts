import type { CatalogueStudy } from '../catalogue';
import { momentBefore } from './dates';

type Report = NonNullable<CatalogueStudy['report']>;

function report(
  today: string,
  days: number,
  time: string,
  author: string,
  paragraphs: readonly string[],
): Report {
  return { issued: momentBefore(today, days, time), author, text: paragraphs.join('\n\n') };
}

const consultant = 'Dr Imogen Farrow-Hale, Consultant Radiologist, GMC 0000001';
const registrar = 'Dr Callum Reedmace, Specialty Registrar in Radiology, GMC 0000002';
const radiographer = 'Petra Sandpiper, Reporting Radiographer, HCPC RA00001';
const endoscopist = 'Dr Saskia Thornbury, Consultant Gastroenterologist, GMC 0000003';
const sonographer = 'Anwen Larch, Senior Echocardiographer, Not registered';

/** A consultant's report of these words. @param days before today */
export const reportedAt = (today: string, days: number, time: string, text: string) =>
  report(today, days, time, consultant, [text]);

/** Reports as British departments write them, by what they are about. */
export const reports = {
  chestNow: (today: string) =>
    report(today, 2, '16:40', consultant, [
      'CLINICAL DETAILS: Persistent cough for six weeks. Known right upper lobe nodule on CT.',
      'FINDINGS: Comparison is made with the chest X-ray of eight months ago and the recent CT. There is a spiculated nodule of about 15 mm in the right upper zone, projected between the anterior ends of the first and second ribs. It was not visible on the earlier film. The lungs are otherwise clear. Heart size is normal. No pleural effusion. No hilar enlargement. No bony lesion.',
      'CONCLUSION: 15 mm right upper zone nodule, new since the earlier chest X-ray and corresponding to the CT finding. No other change. Already referred to the lung MDT.',
    ]),
  ctThorax: (today: string) =>
    report(today, 35, '10:22', consultant, [
      'CLINICAL DETAILS: Cough and weight loss.',
      'TECHNIQUE: Volumetric acquisition of the thorax after intravenous contrast, 1 mm slices.',
      'FINDINGS: There is a 15 mm solid spiculated nodule in the apical segment of the right upper lobe (image 79). No other nodule. No enlarged hilar or mediastinal node. The central airways are clear. No pleural or pericardial effusion. The imaged upper abdominal organs are unremarkable. No destructive bone lesion.',
      'CONCLUSION: Solitary 15 mm spiculated nodule in the right upper lobe, suspicious for primary lung malignancy. Suggest discussion at the lung MDT and PET-CT.',
    ]),
  chestBefore: (today: string) =>
    report(today, 244, '09:15', radiographer, [
      'CLINICAL DETAILS: Chest infection, not settling.',
      'FINDINGS: The lungs and pleural spaces are clear. Heart size is normal. No bony abnormality seen.',
      'CONCLUSION: No focal abnormality. If symptoms persist for more than six weeks a repeat film is advised.',
    ]),
  knee: (today: string, days: number) =>
    report(today, days, '12:02', radiographer, [
      'CLINICAL DETAILS: Twisting injury, unable to weight-bear. Fracture?',
      'FINDINGS: No fracture, dislocation or lipohaemarthrosis. Alignment is normal. The joint spaces are preserved. No loose body. Soft tissues are unremarkable.',
      'CONCLUSION: No acute bony injury. If ligamentous or meniscal injury remains a concern, clinical review in the soft tissue knee clinic is suggested.',
    ]),
  kneeFirst: (today: string, days: number) =>
    report(today, days, '21:55', registrar, [
      'CLINICAL DETAILS: Fell on stairs. Fracture?',
      'FINDINGS: No displaced fracture. Alignment is maintained. No joint effusion of note.',
      'CONCLUSION: No fracture seen. Provisional report issued out of hours; a consultant will review this examination on the next working day.',
    ]),
  headMr: (today: string) =>
    report(today, 8, '17:31', consultant, [
      'CLINICAL DETAILS: Headache with visual aura, increasing over three months.',
      'FINDINGS: Normal appearances of the cerebral hemispheres, brainstem and cerebellum. A few punctate foci of high FLAIR signal in the frontal white matter (series 2 image 3; se 2, im 4) are non-specific and within what is expected. The ventricles and sulci are normal for age. No mass, no restricted diffusion, no evidence of previous haemorrhage. The orbits and paranasal sinuses are clear.',
      'CONCLUSION: No intracranial cause for headache identified.',
    ]),
  echo: (today: string) =>
    report(today, 14, '15:00', sonographer, [
      'CLINICAL DETAILS: Breathless on exertion. Left ventricular function?',
      'FINDINGS: Apical four-chamber view. Left ventricular size is normal, visually estimated ejection fraction 55 to 60 %. No regional wall motion abnormality. The mitral valve opens well. Right heart size and function are normal. No pericardial effusion.',
      'CONCLUSION: Normal left ventricular systolic function.',
    ]),
  colonoscopy: (today: string) =>
    report(today, 11, '13:05', endoscopist, [
      'INDICATION: Positive faecal immunochemical test.',
      'FINDINGS: Good bowel preparation, caecum reached. In the sigmoid colon at 30 cm a sessile polyp of 9 mm, removed whole with a cold snare. The mucosa is otherwise normal.',
      'CONCLUSION: One sigmoid polyp, removed and sent for histology. Surveillance according to the result.',
    ]),
  mammogram: (today: string) =>
    report(today, 20, '11:48', consultant, [
      'CLINICAL DETAILS: Breast screening, round 2. No symptoms.',
      'FINDINGS: Mixed density breasts. There is a cluster of fine pleomorphic microcalcifications in the upper outer quadrant of the left breast, spanning about 9 mm. No associated mass or distortion. Right breast: normal (M1). The axillae are clear as far as they are shown.',
      'CONCLUSION: Left breast, upper outer quadrant: suspicious microcalcification (M4). Right breast: M1. Recall to assessment for magnification views and stereotactic biopsy.',
    ]),
  mammogramBefore: (today: string) =>
    report(today, 1115, '14:20', consultant, [
      'CLINICAL DETAILS: Breast screening, round 1. No symptoms.',
      'FINDINGS: Mixed density breasts. No mass, distortion or suspicious calcification on either side. Both breasts: normal (M1).',
      'CONCLUSION: Normal mammogram. Routine recall in three years.',
    ]),
  chestClear: (today: string, days: number) =>
    report(today, days, '13:20', registrar, [
      'FINDINGS: The heart is not enlarged. The lungs are clear. No pleural fluid.',
      'CONCLUSION: Normal chest X-ray.',
    ]),
  enlargedHeart: (today: string, days: number) =>
    report(today, days, '11:30', radiographer, [
      'CLINICAL DETAILS: Breathless. Retired boiler fitter.',
      'FINDINGS: The heart is enlarged, with a cardiothoracic ratio of 0.56. No upper lobe blood diversion and no interstitial oedema. The lungs are clear. No pleural plaque or effusion.',
      'CONCLUSION: Cardiomegaly. The lungs are clear. If asbestos-related disease is a clinical concern, CT of the thorax is advised.',
    ]),
  basesFirst: (today: string, days: number) =>
    report(today, days, '16:10', registrar, [
      'CLINICAL DETAILS: Cough and breathlessness. COPD.',
      'FINDINGS: The lungs are clear. The heart is not enlarged. No pleural effusion.',
      'CONCLUSION: Normal chest X-ray.',
    ]),
  basesAmended: (today: string, days: number) =>
    report(today, days, '09:25', consultant, [
      'AMENDMENT: This report replaces the provisional reading issued yesterday, which stated that the lungs were clear. The change is clinically significant and was telephoned to the duty doctor at the practice.',
      'CLINICAL DETAILS: Cough and breathlessness. COPD.',
      'FINDINGS: There is patchy airspace shadowing at both lung bases, more on the left, partly obscuring the left hemidiaphragm. It is unchanged in distribution from the film of last year. The heart is not enlarged. No pleural effusion. No cavitation.',
      'CONCLUSION: Bilateral basal consolidation, suggesting recurrent infection; aspiration should be considered. A repeat film in six weeks is advised to confirm resolution.',
    ]),
  basesAsked: (today: string, days: number) =>
    report(today, days, '10:05', consultant, [
      'CLINICAL DETAILS: Cough and fever.',
      'FINDINGS: Airspace shadowing at the right lung base. The heart is not enlarged. No pleural effusion.',
      'CONCLUSION: Right basal consolidation.',
      'RECOMMENDATION: Repeat chest X-ray in six weeks to confirm resolution. If it persists, CT of the thorax.',
    ]),
  followUp: (today: string, days: number, what: string) =>
    report(today, days, '16:10', registrar, [
      `FINDINGS: ${what}. Compared with earlier imaging there is no significant change.`,
      'CONCLUSION: Stable appearances.',
    ]),
} as const;
