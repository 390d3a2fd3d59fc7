import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOf, hasMark, marker, sealView, type View } from '../../../src/domain/colleagues/seal';
import { codesIn, isMeantAsView } from '../../../src/domain/colleagues/code-in';
import {
  decodeView,
  encodeView,
  inFives,
  isOfOtherVersion,
  type SealedPicture,
  type SealedView,
} from '../../../src/domain/colleagues/view-code';
import { slotsOf, type Layout } from '../../../src/domain/hanging/hanging-protocol';
import { instanceUid, seriesUid, studyUid } from '../../../src/domain/ids';

const one: SealedPicture = {
  ...{ ofPrior: false, series: '0a1b', image: '00ff12ab', frame: 1 },
  ...{ invert: false, rotation: 0, flipHorizontal: false, flipVertical: false },
};
const plain: SealedView = {
  ...{ expires: 2540, salt: 513, study: '0011aabbcc', keyImages: false, linked: false },
  ...{ layout: '1x1', active: 0, pictures: [one] },
};

describe('a code', () => {
  it.each<[string, Partial<SealedView>]>([
    ['of one picture', {}],
    ['of the key images', { keyImages: true }],
    ['with a window', { pictures: [{ ...one, window: { center: -600, width: 1500 } }] }],
    ['with a window of fractions', { pictures: [{ ...one, window: { center: 2.5, width: 5.25 } }] }],
    ['of a frame of many', { pictures: [{ ...one, frame: 20_000 }] }],
    [
      'turned, flipped and inverted',
      { pictures: [{ ...one, rotation: 270, flipHorizontal: true, flipVertical: true, invert: true }] },
    ],
    ['enlarged and moved', { pictures: [{ ...one, place: { zoom: 4, pan: [-0.25, 0.5] } }] }],
    [
      'beside an earlier study, joined',
      {
        prior: 'ffee001122',
        linked: true,
        layout: '1x2',
        active: 1,
        pictures: [one, { ...one, ofPrior: true }],
      },
    ],
    ['with an empty view', { layout: '2x2', active: 2, pictures: [one, undefined, one, undefined] }],
  ])('%s says what it was made of', (_, more) => {
    const view = { ...plain, ...more };
    expect(decodeView(encodeView(view))).toEqual(view);
  });

  it.each(Object.keys(slotsOf) as Layout[])('has room for %s', (layout) => {
    const pictures = Array.from({ length: slotsOf[layout] }, () => one);
    const view = { ...plain, layout, pictures, active: slotsOf[layout] - 1 };
    expect(decodeView(encodeView(view))).toEqual(view);
  });

  it('of a window on one picture has forty letters, none of which is taken for another', () => {
    const code = encodeView({ ...plain, pictures: [{ ...one, window: { center: 40, width: 400 } }] });
    expect(code.length).toBeLessThanOrEqual(40);
    expect(code).not.toMatch(/[ILOU]/);
    const typed = inFives(code).toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l');
    expect(decodeView(typed)).toEqual(decodeView(code));
  });

  it('in which any one letter is another is none', () => {
    const code = encodeView(plain);
    for (let at = 0; at < code.length; at++) {
      const other = code[at] === '7' ? '8' : '7';
      expect(decodeView(code.slice(0, at) + other + code.slice(at + 1))).toBeUndefined();
    }
  });

  it.each(['', '1.2.840.10008', 'x'.repeat(50), 'U'.repeat(40), '0'.repeat(40), 'Z'.repeat(5000)])(
    'is not made of %s',
    (text) => expect(decodeView(text)).toBeUndefined(),
  );

  it('of another version is told from a part of one', () => {
    const code = encodeView(plain);
    expect(isOfOtherVersion(code)).toBe(false);
    expect(isOfOtherVersion(code.slice(0, -2))).toBe(false);
    // Its bytes with another version before them, and their check
    const other = '404YR0G1008TNEYC000GM6R0ZW9AP14HR0';
    expect(isOfOtherVersion(other)).toBe(true);
    expect(decodeView(other)).toBeUndefined();
  });

  it('of a window without end is none', () => {
    const window = { center: 40.5, width: Infinity };
    expect(decodeView(encodeView({ ...plain, pictures: [{ ...one, window }] }))).toBeUndefined();
  });

  it('that lacks its end is none, wherever it is cut', () => {
    const code = encodeView(plain);
    for (let at = 1; at < code.length; at++) expect(decodeView(code.slice(0, at))).toBeUndefined();
  });
});

describe('what a person pastes', () => {
  const code = encodeView(plain);
  it.each([
    [code],
    [inFives(code)],
    [`  ${inFives(code).toLowerCase()}\n`],
    [`https://viewer.example/view.html#view=${code}`],
    [`https://record.example/#/start&view=${code}`],
    [`https://viewer.example/view.html#view=${code}&view=${code}`],
    [
      `https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fviewer.example%2Fview.html%23view%3D${code}&data=05%7C02`,
    ],
    [`https://wrapped.example/?u=https%253A%252F%252Fviewer.example%252Fview.html%2523view%253D${code}%26x`],
    [`Please look at https://viewer.example/view.html#view=${code} before four.`],
  ])('holds the code: %s', (text) => expect(codesIn(text).map(decodeView)).toEqual([plain]));

  it.each([
    '',
    'hello',
    'https://viewer.example/?StudyInstanceUID=1.2.840.113619.2.5.1762583153',
    '<script>',
  ])('holds none: %s', (text) => expect(codesIn(text)).toEqual([]));

  it('may hold several codes, of which none is the first', () => {
    const other = encodeView({ ...plain, salt: 514 });
    expect(codesIn(`…#view=${code} and …#view=${other}`)).toEqual([code, other]);
  });

  it.each<[string, boolean]>([
    [`https://viewer.example/view.html#view=${code}`, true],
    [inFives(code), true],
    ['https://viewer.example/view.html#view=', true],
    [`https%3A%2F%2Fviewer.example%2Fview.html%23view%3D${code}`, true],
    ['Please look at the CT of today before four', false],
    ['9434765919', false],
    ['0b9c1c36-3a7e-4c0e-9b8e-6f6b0a1d2c3d', false],
    ['X'.repeat(200_000), false],
  ])('beside every field: %.60s is meant as a view: %s', (text, is) => expect(isMeantAsView(text)).toBe(is));
});

describe('a view that is sealed', () => {
  const view: View = {
    ...{ study: studyUid('1.2.826.1'), prior: studyUid('1.2.826.2'), keyImages: false, linked: true },
    ...{ layout: '1x1', active: 0 },
    pictures: [{ ...one, series: seriesUid('1.2.826.1.1'), image: instanceUid('1.2.826.1.1.1') }],
  };
  const marked = { expires: 2540, salt: 7 };

  it('is found again by who has the UIDs, and by nobody without the same day and salt', async () => {
    const sealed = await sealView(view, marked);
    const mark = marker(marked);
    expect(await hasMark(mark, view.study, sealed.study)).toBe(true);
    expect(await hasMark(mark, '1.2.826.1.1.1', sealed.pictures[0]?.image ?? '')).toBe(true);
    expect(await hasMark(mark, '1.2.826.3', sealed.study)).toBe(false);
    for (const other of [
      { expires: 2541, salt: 7 },
      { expires: 2540, salt: 8 },
    ])
      expect(await hasMark(marker(other), view.study, sealed.study)).toBe(false);
  });

  it('holds no UID, nor a part of one', async () => {
    const sealed = JSON.stringify(await sealView(view, marked));
    expect(sealed).not.toContain('1.2.826');
  });

  it('has its last day by the calendar', () => {
    expect(dateOfDay(dayOf(new Date('2026-11-30T23:59:59Z')))).toBe('2026-11-30');
  });
});
