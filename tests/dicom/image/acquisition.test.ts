import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { archiveId } from '../../../src/domain/ids';
import type { Distinction } from '../../../src/domain/study/study';
import { anInstanceAnswer, INSTANCE, type Elements } from '../../dicomweb/wire';

const context = { archive: archiveId('salford'), bulk: new Map<string, Uint8Array>() };
const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const sequence = (...items: Elements[]) => ({ vr: 'SQ', Value: items });
const told = (kind: Distinction['kind'], change: Elements) =>
  instanceFrom(anInstanceAnswer(INSTANCE, change), context).frames.map(
    ({ distinctions = [] }) => distinctions.find((one) => one.kind === kind)?.value,
  );
const inFrame = (macro: string, item: Elements): Elements => ({
  '52009230': sequence({ [macro]: sequence(item) }),
});
const diffusion = (item: Elements): Elements =>
  inFrame('00189117', { '00189087': element('FD', 1000), ...item });
const direction = { '00189089': element('FD', 1, 0, 0) };

describe('how a picture was acquired', () => {
  it.each<[Distinction['kind'], string, Elements, string | number | undefined]>([
    ['inversion-time', 'of itself', { '00180082': element('DS', 199.96) }, 199.96],
    ['inversion-time', 'of a frame', inFrame('00189115', { '00189079': element('FD', 150, 900) }), 150],
    ['flip-angle', 'of itself', { '00181314': element('DS', 25) }, 25],
    ['flip-angle', 'of a frame', inFrame('00189112', { '00181314': element('DS', 5) }), 5],
    ['voltage', 'of itself', { '00180060': element('DS', 80) }, 80],
    ['voltage', 'of a frame', inFrame('00189325', { '00180060': element('DS', 140) }), 140],
    ['kernel', 'of several values', { '00181210': element('SH', 'Br40', '3') }, 'Br40 3'],
    ['kernel', 'of a frame', inFrame('00189314', { '00181210': element('SH', 'B70f') }), 'B70f'],
    ['thickness', 'of itself', { '00180050': element('DS', 4.9999) }, 4.9999],
    ['contrast', 'by its name', { '00180010': element('LO', 'Agent 300 ') }, 'Agent 300'],
    ['contrast', 'that is none', { '00180010': element('LO', 'None') }, undefined],
    ['contrast', 'without a value', { '00180010': { vr: 'LO' } }, undefined],
    ['contrast', 'given in a frame', inFrame('00189341', { '00189342': element('CS', 'YES') }), 'given'],
    ['contrast', 'not given in it', inFrame('00189341', { '00189342': element('CS', 'NO') }), undefined],
    ['diffusion', 'by direction', { '00189087': element('FD', 1000), ...direction }, 'directions'],
    ['diffusion', 'said so', diffusion({ '00189075': element('CS', 'DIRECTIONAL') }), 'directions'],
    ['diffusion', 'by a matrix', diffusion({ '00189075': element('CS', 'BMATRIX') }), 'directions'],
    ['diffusion', 'of a frame’s direction', diffusion({ '00189076': sequence(direction) }), 'directions'],
    ['diffusion', 'of none', diffusion({ '00189075': element('CS', 'ISOTROPIC') }), 'trace'],
    ['diffusion', 'not said', { '00189087': element('FD', 1000) }, 'no direction stated'],
    ['diffusion', 'not weighted', { '00189087': element('FD', 0), ...direction }, undefined],
  ])('is read: %s %s', (kind, _, change, value) => {
    expect(told(kind, change)).toEqual([value]);
  });
});

describe('the moment of a heartbeat', () => {
  const trigger = { '00181060': element('DS', 40) };
  it.each<[string, Elements, number | undefined]>([
    ['is read where several were taken', { ...trigger, '00181090': element('IS', 25) }, 40],
    ['is none where one was', { ...trigger, '00181090': element('IS', 1) }, undefined],
    ['is none of a course in time', trigger, undefined],
    ['is none where it is not said', { '00181090': element('IS', 25) }, undefined],
  ])('%s', (_, change, beat) => {
    const { frames } = instanceFrom(anInstanceAnswer(INSTANCE, change), context);
    expect(frames[0]?.beat).toBe(beat);
  });
});
