import { describe, expect, it } from 'vitest';
import { namesImaging } from '../../../src/fhir/imaging/imaging-words';

describe('the words of a request, an appointment or a report', () => {
  it.each([
    ...[
      'Plain film of knee',
      'CXR',
      'X ray chest',
      'Xray hand',
      'XR Knee Lt',
      'Barium swallow',
      'KUB',
      'CT KUB',
    ],
    ...[
      'ct head',
      'CTPA',
      'HRCT thorax',
      'MRI lumbar spine',
      'MR head',
      'MR HEAD',
      'MR',
      'MR: knees',
      'MR LUMBAR SPINE WITH CONTRAST',
      'MR ENTEROGRAPHY',
      'MR IAMs',
      'CLINIC WITH MR PATEL, THEN MR KNEE',
      'MRCP',
      'MRA circle of Willis',
    ],
    ...['USS abdomen', 'US neck', 'Obstetric sonogram', 'Arthrogram, left hip', 'Venography', 'Cystogram'],
    ...[
      'Hysterosalpingogram',
      'Bone densitometry',
      'DEXA',
      'Isotope scan',
      'PET-CT',
      'Mammogram',
      'OPG',
      'V/Q',
    ],
  ])('%j name imaging', (words) => expect(namesImaging(words)).toBe(true));

  it.each([
    ...['MR PATEL', 'MR J PATEL (ORTHOPAEDICS)', 'MR O’BRIEN’S CLINIC', 'DISCUSS: MR ARMSTRONG'],
    ...['Follow-up with Mr Patel', 'CLINIC WITH MR PATEL', 'Mr Jones, orthopaedic clinic', 'Please call us'],
    ...[
      'Opt-out form',
      'Full blood count',
      'Troponin (cTnI)',
      'Physiotherapy',
      'Histology of skin',
      'Dr Ward',
    ],
    ...['MRSA screen', 'Spirogram', 'Haemogram', 'A pet at home', 'Direct referral'],
  ])('%j name none', (words) => expect(namesImaging(words)).toBe(false));
});
