import type { FrameOutcome } from './compare';
import type { CorpusFile } from './corpus';

/** Stored values and canvas may differ by so much: nothing where nothing was lost, and a rounding on the screen. */
const LOSSLESS = { stored: 0, screen: 1 };
/** Decoders of lossy syntaxes and conversions of colour round differently. */
const LOSSY = { stored: 2, screen: 2 };

export interface Verdict {
  readonly isRight: boolean;
  readonly frames: string;
  readonly stored: string;
  readonly screen: string;
  readonly remark: string;
}

/** Over all frames of a file. A file of which nothing was compared is not right. */
export function verdictOf(
  outcomes: readonly FrameOutcome[],
  { range }: Pick<CorpusFile, 'range'>,
  settled: ReadonlySet<'range' | 'frames'>,
): Verdict {
  const compared = outcomes.filter(({ refused }) => refused === undefined);
  const refused = outcomes.filter(({ refused: problem }) => problem !== undefined);
  const screens = compared.flatMap(({ screen }) => screen ?? []);
  const colour = compared.some(({ kind }) => kind === 'colour');
  const limit = colour || compared.some(({ lossy }) => lossy) ? LOSSY : LOSSLESS;
  const stored = Math.max(...compared.map(({ stored: most }) => most ?? Infinity));
  const screen = Math.max(...screens);
  const [min, max] = [
    Math.min(...compared.map((one) => one.min)),
    Math.max(...compared.map((one) => one.max)),
  ];
  const inRange = colour || !range || (Math.abs(range[0] - min) < 1e-6 && Math.abs(range[1] - max) < 1e-6);
  const isRight =
    screens.length > 0 &&
    stored <= limit.stored &&
    screen <= limit.screen &&
    (inRange || settled.has('range')) &&
    (refused.length === 0 || settled.has('frames'));
  const remarks = [
    [...new Set(compared.flatMap(({ what }) => what ?? []))].join(', '),
    inRange ? '' : `range ${min}..${max}, in the list ${range?.join('..')}`,
    refused.length > 0 ? `${refused.length} frames refused: ${JSON.stringify(refused[0]?.refused)}` : '',
  ];
  return {
    isRight,
    frames: `${compared.length}/${screens.length}`,
    stored: String(stored),
    screen: String(screen),
    remark: remarks.filter(Boolean).join('; '),
  };
}
