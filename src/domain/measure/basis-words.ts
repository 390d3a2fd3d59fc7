import type { Basis, Calibration } from './calibration';

/** What stands beside a number in millimetres. */
export function basisWords(basis: Basis): string {
  switch (basis.kind) {
    case 'patient':
      return 'in the patient';
    case 'centre':
      return 'true only at the scanner’s centre';
    case 'fiducial':
      return described('in the patient, calibrated on an object of known size', basis.description);
    case 'geometry':
      return described('in the patient, estimated from geometry', basis.description);
    case 'magnification':
      return `in the patient, estimated with a stated magnification of ${Number(basis.factor.toFixed(3))}`;
    case 'corrected':
      return 'estimated, not said how';
    case 'presentation-state':
      return described(`as calibrated by ${basis.label}`, basis.description);
    case 'detector':
      return 'at the detector';
    case 'film':
      return 'on the film';
    case 'unstated':
      return 'not said where this is true';
  }
}

const described = (words: string, description: string | undefined) =>
  description === undefined ? words : `${words} (${description})`;

/** What stands beside a number in pixels. */
export const pixelWords = ({ contradiction }: Extract<Calibration, { kind: 'pixels' }>): string =>
  contradiction === undefined ? 'size not said' : `no mm: ${contradiction}`;
