import { describe, expect, it } from 'vitest';
import { bodyPartOf } from '../../../src/domain/study/body-part-of';
import { mainModality } from '../../../src/domain/study/modalities';
import { bodyPartWords, PARTS } from '../../../src/texts/en/body-parts';
import { studyWords } from '../../../src/texts/en/studies';

describe('what a study is, in words', () => {
  it.each([
    [{ modalities: ['DX'], bodyPart: 'CHEST' }, 'Chest X-ray'],
    [{ modalities: ['CR'], bodyPart: 'Knee' }, 'Knee X-ray'],
    [{ modalities: ['CT'], bodyPart: 'HEAD' }, 'CT head'],
    [{ modalities: ['MR'], bodyPart: 'LSPINE' }, 'MRI lumbar spine'],
    [{ modalities: ['MR'], bodyPart: 'C-SPINE' }, 'MRI cervical spine'],
    [{ modalities: ['US'], bodyPart: 'ABDOMEN' }, 'Ultrasound abdomen'],
    [{ modalities: ['MG'], bodyPart: 'BREAST' }, 'Mammogram'],
    [{ modalities: ['SR', 'CT'], bodyPart: 'CHEST' }, 'CT chest'],
    [{ modalities: ['CT', 'PT'], bodyPart: 'WHOLEBODY' }, 'PET-CT whole body'],
    [{ modalities: ['CT'] }, 'CT'],
    [{ modalities: ['ZZ'], bodyPart: 'HEAD' }, 'ZZ head'],
    [{ modalities: [], bodyPart: 'HEAD' }, 'Imaging of head'],
    [{ modalities: [] }, 'Imaging, kind not recorded'],
    [{ modalities: ['CT'], bodyPart: 'SOMETHING NEW' }, 'CT SOMETHING NEW'],
  ])('%j', (study, words) => expect(studyWords(study)).toBe(words));
});

describe('a body part that only the description names', () => {
  it.each([
    ['XR CHEST PA AND LATERAL', 'chest'],
    ['CT Head and neck', 'head and neck'],
    ['CT CHEST ABDO', 'chest and abdomen'],
    ['CT CHEST, ABDOMEN & PELVIS WITH CONTRAST', 'chest, abdomen and pelvis'],
    ['MRI L-SPINE', 'lumbar spine'],
    ['CT TAP', 'chest, abdomen and pelvis'],
    ['XR knee right', 'knee'],
    ['Kneeling lateral', undefined],
    ['US liver, then left hip', undefined],
    ['Routine', undefined],
    [undefined, undefined],
  ])('%s names %s', (description, part) => {
    const found = bodyPartOf({ description });
    expect(found && bodyPartWords(found)).toBe(part);
  });

  it('gives way to the code', () =>
    expect(bodyPartOf({ bodyPart: 'KNEE', description: 'XR CHEST' })).toBe('knee'));
});

it('calls a CT with a dose report a CT', () => expect(mainModality(['SR', 'CT', 'SC'])).toBe('CT'));

it('writes body parts in lower case and in British', () => {
  for (const part of Object.values(PARTS)) expect(part).toMatch(/^[a-z]/);
  expect(bodyPartWords(bodyPartOf({ bodyPart: 'ESOPHAGUS' }) ?? '')).toBe('oesophagus');
});
