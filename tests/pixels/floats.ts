import { cellsOf } from './cells';
import type { Referred } from './raw';
import { tool } from './tools';
import type { DicomJson } from '../../sandbox/catalogue';

/** Float and Double Float Pixel Data as dcm2json reads them; no tool here draws those. */
export function floatReference(path: string): Referred {
  const run = tool('dcm2json', path);
  if (!run.ok) return run;
  const dataset = JSON.parse(run.output.toString('utf8')) as DicomJson;
  const [single, double] = [dataset['7FE00008'], dataset['7FE00009']];
  const bytes = Buffer.from(single?.InlineBinary ?? double?.InlineBinary ?? '', 'base64');
  const copy = Uint8Array.from(bytes).buffer;
  const all = double ? new Float64Array(copy) : Float64Array.from(new Float32Array(copy));
  const cells = cellsOf(dataset);
  const size = cells.rows * cells.columns;
  if (all.length < size) return { ok: false, why: 'dcm2json gave no pixels' };
  return {
    ok: true,
    reference: {
      by: 'dcm2json',
      frames: Math.floor(all.length / size),
      cells,
      values: (number) => all.slice((number - 1) * size, number * size),
    },
  };
}
