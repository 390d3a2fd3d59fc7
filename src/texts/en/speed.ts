import { MILESTONES, type Speed } from '../../domain/launch/speed';

export interface SpeedLine {
  readonly what: string;
  /** "1.24 s", or that there is no measurement */
  readonly time: string;
}

const names: Readonly<Record<(typeof MILESTONES)[number], string>> = {
  token: 'Signed in',
  list: 'List of studies',
  'first-preview': 'First preview',
  'first-image': 'First picture',
  'first-report': 'First report',
  'stack-complete': 'Whole series',
};

export const speedTexts = {
  title: 'How fast was this',
  copy: 'Copy these times',
  copied: 'Copied',
  notCopied: 'This browser does not allow copying here. Select the lines instead.',
  basis:
    'Seconds since this launch went to the record to sign in. Pictures are those that were opened first.',
} as const;

export function speedLines(speed: Speed): readonly SpeedLine[] {
  return MILESTONES.map((milestone) => ({ what: names[milestone], time: secondsWords(speed[milestone]) }));
}

/** The lines as they are copied. */
export function speedText(speed: Speed): string {
  const lines = speedLines(speed).map(({ what, time }) => `${what}: ${time}`);
  return [speedTexts.title, ...lines, speedTexts.basis].join('\n');
}

function secondsWords(seconds: number | undefined): string {
  return seconds === undefined ? 'not measured' : `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}
