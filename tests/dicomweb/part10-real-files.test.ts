import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../src/dicom/image/instance';
import { numberOf, numbersOf, valuesOf } from '../../src/dicom/dataset';
import { readPart10, type Part10 } from '../../src/dicom/part10/file';
import { archiveId } from '../../src/domain/ids';
import { filesAbsent, readReal, realFiles, type RealFile } from './real-files';

/** Files that must be refused, and files whose header is readable but that have no picture to give, each with why */
const REFUSED: Readonly<Record<string, string>> = {
  'dicom/odd/ExplVR_BigEndNoMeta.dcm': 'no DICOM file',
  'dicom/odd/ExplVR_LitEndNoMeta.dcm': 'no DICOM file',
  'dicom/odd/no_meta.dcm': 'no DICOM file',
  'dicom/rt/rtstruct.dcm': 'no DICOM file',
  'dicom/odd/meta_missing_tsyntax.dcm': 'a file without a transfer syntax',
  'dicom/odd/rtplan_truncated.dcm': 'truncated',
};
const WITHOUT_PICTURE: Readonly<Record<string, string>> = {
  'dicom/odd/MR_truncated.dcm': 'truncated',
  'dicom/odd/dwv-test_no-number-rows.dcm': 'a picture without a size',
  'dicom/odd/nested_priv_SQ.dcm': 'a picture without a size',
};
/** (0028,0008) reads "1A" and (0028,0010) is no number: the manifest has what stands there */
const BY_THE_LETTER = ['dicom/odd/badVR.dcm', 'dicom/odd/dwv-test_no-number-rows.dcm'];

function sizeOf({ dataset }: Part10): string {
  const [rows, columns] = [numberOf(dataset, '00280010'), numberOf(dataset, '00280011')];
  return rows === undefined ? '' : `${rows} x ${columns} x ${numberOf(dataset, '00280008') ?? 1}`;
}

function framesOf({ frame, frameCount }: Part10): string {
  try {
    for (let number = 1; number <= frameCount; number++) {
      if (frame(number).byteLength === 0) return 'an empty frame';
    }
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : 'an unknown failure';
  }
}

const fileAt = (path: string): RealFile => {
  const file = realFiles().find((one) => one.path === path);
  if (!file) throw new Error(`${path} is not in the manifest`);
  return file;
};

describe.skipIf(filesAbsent())('real DICOM files', () => {
  it('are read with the size that is known of each, and give all their frames', async () => {
    const seen = { read: 0, frames: 0 };
    for (const file of realFiles()) {
      const result = await readPart10(readReal(file)).catch((error: unknown) => error);
      if (result instanceof Error) {
        expect({ [file.path]: result.message }).toEqual({ [file.path]: REFUSED[file.path] });
        continue;
      }
      const read = result as Part10;
      seen.read++;
      seen.frames += read.frameCount;
      if (!BY_THE_LETTER.includes(file.path))
        expect({ [file.path]: sizeOf(read) }).toEqual({ [file.path]: file.size });
      expect({ [file.path]: framesOf(read) }).toEqual({ [file.path]: WITHOUT_PICTURE[file.path] ?? '' });
    }
    expect(seen.read).toBe(realFiles().length - Object.keys(REFUSED).length);
    expect(seen.frames).toBeGreaterThan(800);
  });

  it.each([
    ['charset/chrFren.dcm', 'Buc^Jérôme'],
    ['charset/chrGerm.dcm', 'Äneas^Rüdiger'],
    ['charset/chrGreek.dcm', 'Διονυσιος'],
    ['charset/chrRuss.dcm', 'Люкceмбypг'],
    ['charset/chrArab.dcm', 'قباني^لنزار'],
    ['charset/chrHbrw.dcm', 'שרון^דבורה'],
    ['charset/chrX1.dcm', 'Wang^XiaoDong=王^小東'],
    ['charset/chrX2.dcm', 'Wang^XiaoDong=王^小东'],
    ['charset/chrH31.dcm', 'Yamada^Tarou=山田^太郎=やまだ^たろう'],
    ['charset/chrH32.dcm', 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう'],
    ['charset/chrI2.dcm', 'Hong^Gildong=洪^吉洞=홍^길동'],
    ['charset/chrGB2312.dcm', 'Zhang^XiaoDong=张^小东='],
  ])('has in %s the name %s', async (path, name) => {
    const { dataset } = await readPart10(readReal(fileAt(`dicom/${path}`)));
    const [value] = valuesOf(dataset, '00100010') as Record<string, string>[];
    expect(Object.values(value ?? {}).join('=')).toBe(name.replace(/=$/, ''));
  });

  it('has the same samples in implicit, big endian and deflated as in explicit', async () => {
    const family = realFiles().filter(({ path }) => path.startsWith('dicom/ct-transfer-syntaxes/'));
    const named = async (part: string) => {
      const file = family.find(({ path }) => path.includes(part));
      return (await readPart10(readReal(file ?? fileAt(part)))).frame(1);
    };
    const plain = await named('LittleEndianExplicit');
    expect(plain.byteLength).toBe(512 * 512 * 2);
    for (const other of ['LittleEndianImplicit', 'BigEndianExplicit', 'DeflatedExplicit'])
      expect(Buffer.compare(await named(other), plain), other).toBe(0);
  });

  it('becomes instances, functional groups and palettes among them', async () => {
    const file = fileAt('dicom/ct-enhanced/eCT_Supplemental.dcm');
    const { dataset } = await readPart10(readReal(file));
    const instance = instanceFrom(dataset, { archive: archiveId('a'), bulk: new Map() });
    expect(instance.frames).toHaveLength(2);
    expect(instance.frames.every(({ plane }) => plane?.spacing !== undefined)).toBe(true);
    expect(numbersOf(dataset, '00281101')).toHaveLength(3);
  });
});
