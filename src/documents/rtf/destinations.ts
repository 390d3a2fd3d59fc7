import { PICTURE_NOT_SHOWN } from '../markup-spans';
import { styleOf, type Group } from './group';
import type { RtfWriter } from './writer';

/** Destinations whose text is no part of what the report says, or stands elsewhere as well. */
const ELSEWHERE = new Set(
  `
    colortbl stylesheet info listtable listoverridetable revtbl rsidtbl generator fldinst nonshppict
    objdata datafield themedata xmlnstbl filetbl template pgptbl header headerl headerr headerf
    footer footerl footerr footerf colorschememapping latentstyles datastore bkmkstart bkmkend xe tc
    rxe mmathPr wgrffmtfilter userprops sp sn sv atrfstart atrfend atnid atnref ftnsep ftnsepc
    aftnsep pnseclvl`
    .trim()
    .split(/\s+/),
);

/** Starred destinations that hold words all the same. */
const STARRED_TEXT = new Set(['shptxt', 'shpinst', 'annotation', 'footnote']);

/** The first word of a group may say where its text goes. @returns whether it did */
export function destination(name: string, group: Group, writer: RtfWriter): boolean {
  if (group.into === 'nowhere') return true;
  if (name === 'fonttbl') group.into = 'fonts';
  else if (name === 'pict' || name === 'objdata') {
    if (!group.hidden && group.into === 'text') writer.text(` ${PICTURE_NOT_SHOWN} `, styleOf(group));
    group.into = 'nowhere';
  } else if (name === 'listtext' || name === 'pntext') group.into = 'marker';
  else if (ELSEWHERE.has(name)) group.into = 'nowhere';
  else if (name === 'shppict' || STARRED_TEXT.has(name)) return true;
  else if (group.starred) group.into = 'nowhere';
  else return false;
  return true;
}
