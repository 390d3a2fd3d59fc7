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
