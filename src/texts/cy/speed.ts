import { MILESTONES, type Speed } from '../../domain/launch/speed';
import type { Spoken } from '../language';
import type * as en from '../en/speed';

const names: Readonly<Record<(typeof MILESTONES)[number], string>> = {
  token: 'Wedi mewngofnodi',
  list: 'Rhestr astudiaethau',
  'first-preview': 'Rhagolwg cyntaf',
  'first-image': 'Llun cyntaf',
  'first-report': 'Adroddiad cyntaf',
  'stack-complete': 'Cyfres gyfan',
};

export const speedTexts: Spoken<typeof en.speedTexts> = {
  title: 'Pa mor gyflym oedd hyn',
  copy: 'Copïo’r amseroedd hyn',
  copied: 'Copïwyd',
  notCopied: 'Nid yw’r porwr hwn yn caniatáu copïo yma. Dewiswch y llinellau yn lle hynny.',
  basis:
    'Eiliadau ers i’r lansiad hwn fynd i’r cofnod i fewngofnodi. Y lluniau a agorwyd gyntaf yw’r lluniau.',
};

export const speedLines: typeof en.speedLines = (speed: Speed) =>
  MILESTONES.map((milestone) => ({ what: names[milestone], time: secondsWords(speed[milestone]) }));

export const speedText: typeof en.speedText = (speed) => {
  const lines = speedLines(speed).map(({ what, time }) => `${what}: ${time}`);
  return [speedTexts.title, ...lines, speedTexts.basis].join('\n');
};

const secondsWords = (seconds: number | undefined) =>
  seconds === undefined ? 'heb ei fesur' : `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
