const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Elements without content or end tag (HTML, 13.1.2) */
export const VOID = names(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr',
);

/** What is no text of a report goes with its content (`head` has none that shows but what goes by itself). */
export const LEFT_OUT = names('svg math template script style title iframe noembed noframes noscript xmp');

/** Start tags that end foreign content (HTML, 13.2.6.5) */
export const BREAKS_OUT = names(
  `b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 hr i img li listing menu nobr
   ol p pre s small span strong strike sub sup table tt u ul var`,
);

/** Start tags that end a paragraph (HTML, 13.2.6.4.7) */
export const ENDS_PARAGRAPH = names(
  `address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header
   hgroup h1 h2 h3 h4 h5 h6 hr li listing main menu nav ol p pre search section summary table ul dd dt xmp`,
);

/** What an end tag of another kind never reaches through (HTML, "special") */
export const SPECIAL = names(
  `address applet area article aside base blockquote body button caption center col colgroup dd details dir div dl dt
   fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html img input li
   link listing main marquee menu meta nav object ol p param pre search section select source summary table tbody
   td textarea tfoot th thead title tr track ul wbr`,
);

/** Where a search for an open element ends (HTML, "has an element in scope") */
export const SCOPE = names('applet caption html table td th marquee object');

export const HEADINGS = names('h1 h2 h3 h4 h5 h6');
export const CELLS = names('td th caption');
export const TABLE_PARTS = names('table thead tbody tfoot tr');
export const TABLE_TAGS = names('caption colgroup col thead tbody tfoot tr td th');

/**
 * Formatting that goes on in the next paragraph where its own was ended first (HTML, "reconstruct the active formatting
 * elements"): by what it means, so that one of each is enough.
 */
export const MEANING: Readonly<Record<string, string>> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  s: 'struck out',
  strike: 'struck out',
  a: 'link',
};

/** Elements that say nothing, and change nothing, by themselves */
export const TRANSPARENT = names('html head body');

/** What means something inside a line: of txt-1, and the few of HTML 5 that reports are written with */
const IN_LINE = names(
  `a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q s samp small span
   strike strong sub sup time tt u var wbr`,
);

/** Whether an element is kept; of any other, what stands in it is. */
export const isKept = (name: string): boolean =>
  IN_LINE.has(name) || ENDS_PARAGRAPH.has(name) || TABLE_TAGS.has(name);
