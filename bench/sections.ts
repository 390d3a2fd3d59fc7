/*
 * bench/RESULTS.md is one report made by several commands: the medians of launches, and sections that are measured when
 * they are asked for. Each replaces its own part and leaves the others, which carry their own dates.
 */

/** The report with one section replaced, or put at its end. @param section begins with its `## ` heading */
export function withSection(report: string, section: string): string {
  const heading = section.split('\n', 1)[0] ?? '';
  const kept = partsOf(report).filter((part) => part.split('\n', 1)[0] !== heading);
  return joined([...kept, section]);
}

/** The report with its head, everything before the first section, replaced. */
export function withHead(report: string, head: string): string {
  return joined([head, ...partsOf(report).filter((part) => part.startsWith('## '))]);
}

const partsOf = (report: string): readonly string[] =>
  report.split(/^(?=## )/m).filter((part) => part.trim() !== '');

const joined = (parts: readonly string[]): string => `${parts.map((part) => part.trim()).join('\n\n')}\n`;
