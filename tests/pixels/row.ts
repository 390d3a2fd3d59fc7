/** What became of one file. */
export interface Row {
  readonly file: string;
  readonly sha256: string;
  readonly transferSyntax: string;
  readonly photometric: string;
  /** `right`, `wrong`, `refused` (and has to be), `no picture` */
  readonly result: 'right' | 'wrong' | 'refused' | 'no picture';
  /** The tools compared with; empty where nothing was */
  readonly reference: string;
  /** Frames whose stored values were compared, and whose canvas was */
  readonly frames: string;
  /** Largest difference of stored values */
  readonly stored: string;
  /** Largest difference on the canvas, of 255 */
  readonly screen: string;
  /** What was shown, or why there is nothing to compare */
  readonly remark: string;
}

const COLUMNS = [
  'file',
  'sha256',
  'transferSyntax',
  'photometric',
  'result',
  'reference',
  'frames',
  'stored',
  'screen',
  'remark',
] as const;

export function tsvOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => COLUMNS.map((column) => row[column].replaceAll(/[\t\n]/g, ' ')).join('\t'));
  return `${[COLUMNS.join('\t'), ...lines].join('\n')}\n`;
}

/** @throws Error where it has other columns */
export function rowsFrom(text: string): readonly Row[] {
  const [header = '', ...lines] = text.trim().split('\n');
  if (header !== COLUMNS.join('\t')) throw new Error('the manifest has other columns');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (column: (typeof COLUMNS)[number]) => cells[COLUMNS.indexOf(column)] ?? '';
    return {
      file: cell('file'),
      sha256: cell('sha256'),
      transferSyntax: cell('transferSyntax'),
      photometric: cell('photometric'),
      result: resultOf(cell('result')),
      reference: cell('reference'),
      frames: cell('frames'),
      stored: cell('stored'),
      screen: cell('screen'),
      remark: cell('remark'),
    };
  });
}

function resultOf(text: string): Row['result'] {
  const results = ['right', 'wrong', 'refused', 'no picture'] as const;
  const result = results.find((one) => one === text);
  if (!result) throw new Error(`a result of ${text}`);
  return result;
}
