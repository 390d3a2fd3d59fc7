import type { RtfStyle } from './writer';

/** What a group inherits and gives back at its end. */
export interface Group {
  /** Where its text goes */
  into: 'text' | 'marker' | 'fonts' | 'nowhere';
  strong: boolean;
  emphasis: boolean;
  struck: boolean;
  raised: boolean;
  hidden: boolean;
  inTable: boolean;
  outline: number | undefined;
  /** Letters to pass over after `\u` */
  unicodeSkip: number;
  font: number;
  /** Just opened: the first word may say that all of it is something else */
  fresh: boolean;
  starred: boolean;
}

/** What is there before any group is opened. */
export const outermost = (): Group => ({
  into: 'text',
  strong: false,
  emphasis: false,
  struck: false,
  raised: false,
  hidden: false,
  inTable: false,
  outline: undefined,
  unicodeSkip: 1,
  font: -1,
  fresh: false,
  starred: false,
});

export const styleOf = ({ strong, emphasis, struck, raised }: Group): RtfStyle => ({
  strong,
  emphasis,
  struck,
  raised,
});

/** How letters look and are read. @returns whether the word was about that */
export function characterWord(group: Group, name: string, value: number | undefined): boolean {
  const isOn = value !== 0;
  if (name === 'b') group.strong = isOn;
  else if (name === 'i') group.emphasis = isOn;
  else if (name === 'strike' || name === 'striked' || name === 'deleted') group.struck = isOn;
  else if (name === 'super') group.raised = isOn;
  else if (name === 'nosupersub') group.raised = false;
  else if (name === 'v') group.hidden = isOn;
  else if (name === 'f') group.font = value ?? 0;
  else if (name === 'uc') group.unicodeSkip = Math.min(Math.max(value ?? 1, 0), 16);
  else if (name === 'plain')
    Object.assign(group, { strong: false, emphasis: false, struck: false, raised: false, hidden: false });
  else return false;
  return true;
}
