import { cpus, totalmem } from 'node:os';
import type { Line } from './cases';
import type { Measured } from './journey';
import type { Milestone } from './milestones';
import type { RoundTrips } from './round-trips';
import type { Scrolled } from './scroll';

/** All runs of one case on one line, cold or warm. */
export interface Row {
  readonly name: string;
  readonly line: Line;
  readonly cache: 'cold' | 'warm';
  readonly runs: readonly Measured[];
}

export interface Outcome {
  readonly rows: readonly Row[];
  readonly scrolled: readonly Scrolled[];
  /** Whole browser after CT-300, megabytes */
  readonly memory: readonly number[];
  readonly roundTrips: readonly RoundTrips[];
  readonly browser: string;
  /** What draws: the WebGL renderer's name, or that there is none */
  readonly renderer: string;
}

const milestones: readonly Milestone[] = ['token', 'list', 'first-preview', 'first-image', 'stack-complete'];

/** The figures as Markdown. */
export function reportOf(
  { rows, scrolled, memory, roundTrips, browser, renderer }: Outcome,
  date: Date,
): string {
  const [first] = rows;
  const runs = first?.runs.length ?? 0;
  const header = ['', 'line', 'cache', ...milestones, 'requests', 'code kB', 'data kB', 'pixels kB', 'floor'];
  return [
    '# Measurements',
    '',
    `${date.toISOString().slice(0, 10)}, medians of ${runs} ${runs === 1 ? 'run' : 'runs'}. ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Chromium ${browser}, drawing by ${renderer}. Browser, record, gateway and Orthanc share the machine.`,
    '',
    'Seconds from the navigation to the **launch address**, SMART launch included (the record answers at once), until each milestone. Viewer and archives are behind one origin, the record is another. `requests` and `code` are until the first image, or until the list where nothing is opened; `data` and `pixels` until the last milestone, all as they came over the line. `floor`: what came over the line ÷ its rate, plus a round trip.',
    '',
    table(header, rows.map(rowOf)),
    '',
    '**Round trips** that follow each other until the first picture (what a launch takes more on a line of 420 ms than on one of 20 ms, by the difference; handshakes and preflights are in it): ' +
      roundTrips
        .map(({ name, cold, warm }) => `${name} ${cold.toFixed(1)} cold, ${warm.toFixed(1)} warm`)
        .join('; ') +
      '.',
    '',
    scrolled.length > 0
      ? `**Scrolling CT-300**, 300 wheel events in 5 s: ${median(scrolled.map((each) => each.paintedPerSecond)).toFixed(1)} pictures painted a second, ${Math.round(median(scrolled.map((each) => each.lagMs)))} ms from the last event to the last picture, ${median(scrolled.map(({ notches }) => notches))} notches received, image ${median(scrolled.map(({ reached }) => reached))} reached.`
      : 'Scrolling was not measured.',
    '',
    memory.length > 0
      ? `**Memory** of the whole browser after CT-300: ${Math.round(median(memory))} MB (proportional set size).`
      : 'Memory was not measured.',
    '',
  ].join('\n');
}

function rowOf({ name, line, cache, runs }: Row): readonly string[] {
  const bytes = (kind: keyof Measured['bytes']) => median(runs.map((run) => run.bytes[kind]));
  const kilobytes = (count: number) => (count / 1000).toFixed(0);
  const all = bytes('code') + bytes('data') + bytes('pixels');
  const floor = line.shape && (all * 8) / line.shape.bitsPerSecond + line.shape.roundTripMs / 1000;
  return [
    name,
    line.name,
    cache,
    ...milestones.map((milestone) => seconds(runs.map(({ at }) => at[milestone]))),
    String(median(runs.map(({ requests }) => requests))),
    kilobytes(median(runs.map(({ codeBeforeFirstImage }) => codeBeforeFirstImage))),
    kilobytes(bytes('data')),
    kilobytes(bytes('pixels')),
    floor === undefined ? '–' : floor.toFixed(2),
  ];
}

function seconds(times: readonly (number | undefined)[]): string {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? '–' : (median(known) / 1000).toFixed(2);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @returns 0 for no values */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] =
    sorted.length % 2 === 0 ? sorted.slice(middle - 1, middle + 1) : [sorted[middle], sorted[middle]];
  return (low + high) / 2;
}
