import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPart10 } from '../../../src/dicom/part10/file';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { waveformFrom } from '../../../src/dicom/waveform/waveform';
import { archiveId } from '../../../src/domain/ids';
import { kindOf } from '../../../src/domain/study/kinds';
import { STANDARD_LEADS } from '../../../src/domain/waveform/leads';
import {
  durationOf,
  firstGroup,
  millivoltsAt,
  storedAt,
  timeOf,
  valueAt,
  type Waveform,
} from '../../../src/domain/waveform/waveform';

/** Curves with what is right at points, computed elsewhere, read where they lie. */
const folder = fileURLToPath(new URL('../../../../shared/cases/curves-slides-colour', import.meta.url));
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: shared/cases is not beside this checkout.');
const cases = isHere ? readdirSync(folder).filter((name) => /^e\d\d-/.test(name)) : [];

interface Point {
  readonly sample: number;
  readonly time_s: number;
  readonly stored: number;
  readonly value: number | null;
  readonly mV?: number;
}
interface Group {
  readonly file: string;
  readonly label?: string;
  readonly derived?: boolean;
  readonly sampling_hz?: number;
  readonly seconds?: number;
  readonly values: Readonly<Record<string, readonly Point[]>>;
  readonly sop_instance_uid?: string;
}
interface Expected {
  readonly groups: readonly Group[];
  readonly filters?: { readonly low_hz: number; readonly high_hz: number; readonly notch_hz: number };
}

const bytesOf = (path: string) => new Uint8Array(readFileSync(join(folder, path)));
const readAt = async (name: string, file: string): Promise<Waveform> =>
  waveformFrom((await readPart10(bytesOf(`${name}/dicom/${file}`))).dataset, new Map());
const expectedOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, name, 'expect.json'), 'utf8')) as Expected;

const groups = cases.flatMap((name) =>
  expectedOf(name).groups.map((group) => ({
    name,
    group,
    title: `${name} ${group.file} ${group.label ?? ''}`,
  })),
);

describe.runIf(isHere)('Curves with known values', () => {
  it.each(groups)('are exact in $title', async ({ name, group }) => {
    const { groups: read } = await readAt(name, group.file);
    const own = read.find(({ label }) => group.label === undefined || label === group.label);
    if (!own) throw new Error('no group');
    expect(own.fault).toBeUndefined();
    expect(own.missing).toBeUndefined();
    if (group.sampling_hz) expect(own.frequency).toBe(group.sampling_hz);
    if (group.derived !== undefined) expect(own.derived).toBe(group.derived);
    for (const [lead, points] of Object.entries(group.values)) {
      const channel = own.channels.findIndex((one) => one.name === lead);
      expect(channel, lead).toBeGreaterThanOrEqual(0);
      for (const { sample, time_s, stored, value, mV } of points) {
        const where = `${lead} at sample ${sample}`;
        expect(timeOf(own, channel, sample), where).toBeCloseTo(time_s, 6);
        const isGap = value === null && own.padding === stored;
        expect(storedAt(own, channel, sample), where).toBe(isGap ? undefined : stored);
        if (value === null) {
          expect(isGap || own.channels[channel]?.scale === undefined, where).toBe(true);
          expect(millivoltsAt(own, channel, sample), where).toBeUndefined();
        } else {
          expect(valueAt(own, channel, sample), where).toBeCloseTo(value, 5);
          if (mV !== undefined) expect(millivoltsAt(own, channel, sample), where).toBeCloseTo(mV, 7);
        }
      }
    }
  });

  it('have every lead by its code, its words or its own name, whatever the labels say', async () => {
    for (const file of readdirSync(join(folder, 'e10-lead-order-and-names/dicom'))) {
      const [group] = (await readAt('e10-lead-order-and-names', file)).groups;
      const leads = group?.channels.map(({ lead }) => lead) ?? [];
      expect([...leads].sort(), file).toEqual([...STANDARD_LEADS].sort());
      const labelled = group?.channels.some((channel) => channel.labelled !== undefined);
      expect(labelled, file).toBe(file.startsWith('6-'));
    }
  });

  it('open by their UIDs as they are written, however odd', async () => {
    for (const { file, sop_instance_uid } of expectedOf('e14-odd-uids').groups) {
      const { dataset } = await readPart10(bytesOf(`e14-odd-uids/dicom/${file}`));
      const instance = instanceFrom(dataset, { archive: archiveId('a'), bulk: new Map() });
      expect(instance.uid).toBe(sop_instance_uid);
      expect(kindOf(instance)).toBe('waveform');
    }
  });

  it.each([
    ['1-MB.dcm', 0, 'mu-law'],
    ['2-AB.dcm', 0, 'a-law'],
    ['3-mixed.dcm', 1, 'mu-law'],
  ])('are refused where they are companded: %s', async (file, at, fault) => {
    const { groups: read } = await readAt('e12-mu-law-refused', file);
    expect(read[at]?.fault).toBe(fault);
    expect(read[at]?.samples.length).toBe(0);
  });

  it('begin with what was recorded, not with what was computed from it', async () => {
    const waveform = await readAt('e09-two-groups', 'ecg.dcm');
    expect(waveform.groups.map(({ label }) => label)).toEqual(['RHYTHM', 'MEDIAN BEAT']);
    expect(firstGroup(waveform)).toBe(0);
    expect(firstGroup({ ...waveform, groups: [...waveform.groups].reverse() })).toBe(1);
    expect(waveform.groups.map(durationOf)).toEqual([10, 1.2]);
  });

  it('come with the words and figures of the machine, as they are written', async () => {
    const name = 'e13-machine-measurements';
    const { annotations } = await readAt(name, 'ecg.dcm');
    const expected = expectedOf(name) as Expected & {
      readonly words_of_the_machine: readonly string[];
      readonly measurements: readonly (readonly [string, number, string])[];
      readonly marks: readonly { readonly words: string; readonly time_s: number }[];
    };
    const said = annotations.filter(({ value, times }) => value === undefined && times.length === 0);
    expect(said.map(({ words }) => words)).toEqual(expected.words_of_the_machine);
    const measured = annotations.filter(({ value }) => value !== undefined);
    const units: Readonly<Record<string, string>> = { deg: '°' };
    expect(measured.map(({ words, value, unit }) => [words, value, unit])).toEqual(
      expected.measurements.map(([words, value, unit]) => [words, value, units[unit] ?? unit]),
    );
    const marks = annotations.filter(({ times }) => times.length > 0);
    expect(marks.map(({ words, times, channels }) => [words, times[0], channels[0]])).toEqual(
      expected.marks.map(({ words, time_s }) => [words, time_s, [1, 2]]),
    );
  });

  it.each(['e01-twelve-lead-16-bit', 'e13-machine-measurements'])('name their filters: %s', async (name) => {
    const { low_hz: low, high_hz: high, notch_hz: notch } = expectedOf(name).filters ?? {};
    const [group] = (await readAt(name, 'ecg.dcm')).groups;
    expect(group?.channels.map(({ filters }) => filters)).toEqual(
      group?.channels.map(() => ({ low, high, notch })),
    );
  });
});

const real = fileURLToPath(new URL('../../../../shared/data/dicom', import.meta.url));
describe.runIf(existsSync(real))('Curves of real machines', () => {
  it.each([
    ['waveform/waveform_ecg.dcm', ['RHYTHM', 'MEDIAN BEAT'], 12, 1000, 10, 77],
    ['deflated/wave_dfl', [undefined], 12, 240, 10, 1],
  ])('are read: %s', async (file, labels, channels, frequency, seconds, notes) => {
    const { dataset } = await readPart10(new Uint8Array(readFileSync(join(real, file))));
    const { groups: read, annotations } = waveformFrom(dataset, new Map());
    expect(read.map(({ label }) => label)).toEqual(labels);
    expect(read.every(({ fault }) => fault === undefined)).toBe(true);
    const [first] = read;
    if (!first) throw new Error('no group');
    expect(first.channels).toHaveLength(channels);
    expect(first.channels.every(({ lead, scale }) => lead && scale?.unit.perMillivolt)).toBe(true);
    expect(first.frequency).toBe(frequency);
    expect(durationOf(first)).toBeCloseTo(seconds, 2);
    expect(annotations).toHaveLength(notes);
  });
});
