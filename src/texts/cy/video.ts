import type { Spoken } from '../language';
import type * as en from '../en/video';

export const comingWords: typeof en.comingWords = ({ received, expected }) => {
  if (received === undefined) return 'Yn llwytho’r fideo';
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
  return expected === undefined
    ? `Yn llwytho’r fideo: ${megabytes(received)} MB`
    : `Yn llwytho’r fideo: ${megabytes(received)} o ${megabytes(expected)} MB`;
};

export const cautions: typeof en.cautions = (video, count) => {
  if (video?.kind !== 'playable') return [];
  return [
    ...(video.otherCount === undefined
      ? []
      : [`Mae’r safleoedd yn fras: ${video.otherCount} llun, nid ${count} fel y dywed ei wrthrych`]),
    ...(video.rendered ? ['Fel y mae’r archif yn ei rendro, nid fel y’i storiwyd'] : []),
    ...(video.sound ? ['Ni chwaraeir ei sain'] : []),
  ];
};

export const videoTexts: Spoken<typeof en.videoTexts> = {
  name: 'Fideo',
  play: 'Chwarae’r fideo',
  pause: 'Oedi’r fideo',
  back: 'Un llun yn ôl',
  on: 'Un llun ymlaen',
  position: 'Safle yn y fideo',
  positionText: (time, whole, picture) => `${time} o ${whole}, ${picture}`,
  ofWhole: (whole) => `o ${whole}`,
  speed: 'Cyflymder',
  loading: 'Yn llwytho’r fideo',
};
