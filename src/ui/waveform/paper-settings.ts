import type { WaveformLayout } from '../../domain/waveform/sheet';

export const SPEEDS = [12.5, 25, 50] as const;
export const GAINS = [5, 10, 20] as const;

/** How this person likes the paper; kept on this device. */
export interface PaperSettings {
  readonly layout: WaveformLayout;
  readonly cabrera: boolean;
  readonly speed: number;
  readonly gain: number;
}

const KEY = 'plainfilm:paper';
const USUAL: PaperSettings = { layout: '3x4', cabrera: false, speed: 25, gain: 10 };

/** What was chosen before; what is not there, or is no choice any more, is as usual. */
export function rememberedPaper(): PaperSettings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<
      Record<keyof PaperSettings, unknown>
    >;
    return {
      layout: (['3x4', '6x2', 'rows'] as const).find((one) => one === kept.layout) ?? USUAL.layout,
      cabrera: kept.cabrera === true,
      speed: SPEEDS.find((one) => one === kept.speed) ?? USUAL.speed,
      gain: GAINS.find((one) => one === kept.gain) ?? USUAL.gain,
    };
  } catch {
    return USUAL;
  }
}

export function rememberPaper(settings: PaperSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storage is blocked in some frames: then the choice lasts as long as the curves are shown.
  }
}
