import { describe, expect, it } from 'vitest';
import { answerFirst } from '../../../src/domain/report/answer-first';
import { documentText, type Block } from '../../../src/domain/report/report-document';
import { partCoded, partNamed } from '../../../src/domain/report/report-parts';
import { plainDocument } from '../../../src/documents/plain';

const inOrder = (text: string) => {
  const { answer, further } = answerFirst(plainDocument(text));
  return { answer: documentText({ blocks: answer }), further: documentText({ blocks: further }) };
};
const headings = (text: string) => {
  const { answer, further } = answerFirst(plainDocument(text));
  return [answer, further].map((blocks) =>
    blocks.flatMap((block) => (block.kind === 'heading' ? [documentText({ blocks: [block] })] : [])),
  );
};

const CLINICAL = 'CLINICAL DETAILS: Cough.';
const FINDINGS = 'FINDINGS: A nodule.';
const CONCLUSION = 'CONCLUSION: Suspicious nodule.';
const lines = (...parts: readonly string[]) => parts.join('\n\n');

describe('a report is read from its answer', () => {
  it('stands conclusion first, then findings, then the rest as it was written', () => {
    expect(headings(lines(CLINICAL, 'TECHNIQUE: Plain.', FINDINGS, CONCLUSION))).toEqual([
      ['CONCLUSION'],
      ['FINDINGS', 'CLINICAL DETAILS', 'TECHNIQUE'],
    ]);
  });

  it.each([
    ['Impression'],
    ['IMPRESSION'],
    ['Opinion'],
    ['Conclusions'],
    ['Summary'],
    ['Conclusion and recommendations'],
    ['Impression / Plan'],
    ['5. Conclusion'],
    ['Casgliad'],
    ["Radiologist's opinion"],
  ])('whatever its author calls it: %s', (name) => {
    expect(partNamed(`${name}:`)).toBe('conclusion');
  });

  it.each([
    ['Clinical summary', 'other'],
    ['Findings', 'findings'],
    ['Conclusion of the meeting was that he should be seen again in six weeks', undefined],
    ['In summary', undefined],
    ['Lungs', undefined],
  ])('and nothing that is not one: %s', (name, part) => {
    expect(partNamed(name)).toBe(part);
  });

  it.each([
    ['DCM', '121073', 'conclusion'],
    ['DCM', '121076', 'conclusion'],
    ['2.16.840.1.113883.6.1', '19005-8', 'conclusion'],
    ['LN', '18782-3', 'findings'],
    ['99LOCAL', '121073', undefined],
    [undefined, undefined, undefined],
  ])('by the code of its section: %s %s', (scheme, code, part) => {
    expect(partCoded(scheme, code)).toBe(part);
  });

  it('by a code whatever the words of the heading are', () => {
    const blocks: readonly Block[] = [
      { kind: 'paragraph', spans: [{ kind: 'text', text: 'Before.' }] },
      { kind: 'heading', level: 2, part: 'conclusion', spans: [{ kind: 'text', text: 'Beurteilung' }] },
      { kind: 'paragraph', spans: [{ kind: 'text', text: 'Kein Befund.' }] },
    ];
    expect(documentText({ blocks: answerFirst({ blocks }).answer })).toBe('Beurteilung\n\nKein Befund.');
  });

  it('takes the advice with it that stands right below', () => {
    const { answer } = inOrder(lines(FINDINGS, CONCLUSION, 'RECOMMENDATION: PET-CT.', 'COMPARISON: None.'));
    expect(answer).toContain('PET-CT');
    expect(answer).not.toContain('None.');
  });

  it('stays as it was written where no part is marked as the conclusion, or nothing stands in it', () => {
    for (const text of [
      lines('Normal chest.', 'No change.'),
      lines(CLINICAL, FINDINGS),
      lines(FINDINGS, 'CONCLUSION:'),
    ])
      expect(answerFirst(plainDocument(text))).toEqual({ answer: [], further: plainDocument(text).blocks });
  });

  it('never shows a conclusion without what was added to it later', () => {
    const { answer, further } = inOrder(
      lines(CLINICAL, FINDINGS, CONCLUSION, 'ADDENDUM 24-Oct: A second nodule.', 'CONCLUSION: Two nodules.'),
    );
    expect(answer.indexOf('Suspicious')).toBeLessThan(answer.indexOf('second nodule'));
    expect(answer).toContain('Two nodules.');
    expect(further).not.toContain('Two nodules.');
  });

  it('keeps above the conclusion what was put above the report', () => {
    const { answer, further } = inOrder(lines('AMENDMENT: It was misread.', CLINICAL, FINDINGS, CONCLUSION));
    expect(answer).toMatch(/misread[\s\S]*Suspicious nodule/);
    expect(further).not.toContain('misread');
  });

  it('leaves a title and what stands before every part on top of the rest', () => {
    const { further } = inOrder(
      lines('CT THORAX WITH CONTRAST', 'As dictated.', CLINICAL, FINDINGS, CONCLUSION),
    );
    expect(further).toMatch(/^CT THORAX[\s\S]*As dictated[\s\S]*A nodule[\s\S]*Cough/);
  });

  it('loses no block and makes none, whatever the order of the parts', () => {
    const parts = [
      CLINICAL,
      FINDINGS,
      CONCLUSION,
      'ADDENDUM: More.',
      'ADVICE: Rest.',
      'Plain words.',
      '- a\n- b',
    ];
    for (let turn = 0; turn < parts.length; turn += 1) {
      const { blocks } = plainDocument(lines(...parts.slice(turn), ...parts.slice(0, turn)));
      const { answer, further } = answerFirst({ blocks });
      expect(new Set([...answer, ...further])).toEqual(new Set(blocks));
      expect(answer.length + further.length).toBe(blocks.length);
    }
  });
});
