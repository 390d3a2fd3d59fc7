/**
 * `well`: as it should be. `note`: worth knowing. `missing`: a user will be without something. `unusable`: nothing will work
 * with this record or archive, or at all.
 */
export type Level = 'well' | 'note' | 'missing' | 'unusable';

/** One thing that was found out, in plain words. */
export interface Finding {
  readonly level: Level;
  /** Whom it is about: "Care Record", "Salford Royal", "config.json" */
  readonly about: string;
  readonly what: string;
  /** What a person who uses the viewer will notice, or be without */
  readonly means?: string;
}

/** What was found of one record or archive. */
export type Findings = readonly Omit<Finding, 'about'>[];

export const about = (name: string, findings: Findings): readonly Finding[] =>
  findings.map((finding) => ({ about: name, ...finding }));

/** For a pipeline: 0 well, 1 somebody will be without something, 2 unusable. */
export function exitCode(findings: readonly Finding[]): 0 | 1 | 2 {
  const has = (level: Level) => findings.some((finding) => finding.level === level);
  return has('unusable') ? 2 : has('missing') ? 1 : 0;
}

const MARKS: Readonly<Record<Level, string>> = {
  well: 'well    ',
  note: 'note    ',
  missing: 'MISSING ',
  unusable: 'UNUSABLE',
};

/** A line for each, with what it means below it, and one over all. */
export function inWords(findings: readonly Finding[]): string {
  const names = [...new Set(findings.map((finding) => finding.about))];
  const parts = names.map((name) => {
    const lines = findings
      .filter((finding) => finding.about === name)
      .map(
        ({ level, what, means }) => `  ${MARKS[level]}  ${what}${means ? `\n            → ${means}` : ''}`,
      );
    return [name, ...lines].join('\n');
  });
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const total = `${count('unusable')} unusable, ${count('missing')} missing, ${count('note')} to note, ${count('well')} well`;
  return `${parts.join('\n\n')}\n\n${total}\n`;
}
