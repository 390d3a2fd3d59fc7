/*
 * The named character references of HTML 4.01 (chapter 24), which are those of a FHIR narrative (R4 2.4.0, txt-1). A name that
 * is none of them stays as it is written: a reader sees that there was something.
 */

/** U+00A0 to U+00FF in order: these, and the five below, HTML reads without their semicolon too. */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
    .split(' ')
    .map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]);

const MARKS: readonly [string, string][] = [
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['AMP', '&'],
  ['LT', '<'],
  ['GT', '>'],
  ['QUOT', '"'],
  ['COPY', '©'],
  ['REG', '®'],
];

/** Greek in order of code points, with its one gap at U+03A2 */
const GREEK =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega'.split(
    ' ',
  );
const GREEK_SMALL =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );
const OTHERS =
  'apos:27 OElig:152 oelig:153 Scaron:160 scaron:161 Yuml:178 fnof:192 circ:2c6 tilde:2dc thetasym:3d1 upsih:3d2 piv:3d6 ensp:2002 emsp:2003 thinsp:2009 zwnj:200c zwj:200d lrm:200e rlm:200f ndash:2013 mdash:2014 lsquo:2018 rsquo:2019 sbquo:201a ldquo:201c rdquo:201d bdquo:201e dagger:2020 Dagger:2021 bull:2022 hellip:2026 permil:2030 prime:2032 Prime:2033 lsaquo:2039 rsaquo:203a oline:203e frasl:2044 euro:20ac image:2111 weierp:2118 real:211c trade:2122 alefsym:2135 larr:2190 uarr:2191 rarr:2192 darr:2193 harr:2194 crarr:21b5 lArr:21d0 uArr:21d1 rArr:21d2 dArr:21d3 hArr:21d4 forall:2200 part:2202 exist:2203 empty:2205 nabla:2207 isin:2208 notin:2209 ni:220b prod:220f sum:2211 minus:2212 lowast:2217 radic:221a prop:221d infin:221e ang:2220 and:2227 or:2228 cap:2229 cup:222a int:222b there4:2234 sim:223c cong:2245 asymp:2248 ne:2260 equiv:2261 le:2264 ge:2265 sub:2282 sup:2283 nsub:2284 sube:2286 supe:2287 oplus:2295 otimes:2297 perp:22a5 sdot:22c5 lceil:2308 rceil:2309 lfloor:230a rfloor:230b lang:27e8 rang:27e9 loz:25ca spades:2660 clubs:2663 hearts:2665 diams:2666'
    .split(' ')
    .map((each): [string, string] => {
      const [name = '', code = ''] = each.split(':');
      return [name, String.fromCodePoint(Number.parseInt(code, 16))];
    });

const BARE: ReadonlyMap<string, string> = new Map([...LATIN_1, ...MARKS]);
const NAMED: ReadonlyMap<string, string> = new Map([
  ...BARE,
  ...GREEK.map((name, at): [string, string] => [name, String.fromCharCode(0x391 + at)]),
  ...GREEK_SMALL.map((name, at): [string, string] => [name, String.fromCharCode(0x3b1 + at)]),
  ...OTHERS,
]);
const LONGEST_BARE = 6;

/** What writers of Windows-1252 meant by numbers that are controls in Unicode (HTML, 13.2.5.80) */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Text of HTML with its character references read. @param inAttribute where `&copy=1` is no reference */
export function unescapedHtml(text: string, inAttribute = false): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|([a-z][a-z\d]{1,30}))(;?)(=?)/gi,
    (whole, hex, decimal, name, semicolon, equals) => {
      const end = `${equals as string}`;
      if (typeof name === 'string') return named(name, semicolon === ';', inAttribute, end) ?? whole;
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return character(code) + end;
    },
  );
}

function named(name: string, isEnded: boolean, inAttribute: boolean, after: string): string | undefined {
  const whole = isEnded ? NAMED.get(name) : undefined;
  if (whole !== undefined) return whole + after;
  const end = (isEnded ? ';' : '') + after;
  for (let length = Math.min(name.length, LONGEST_BARE); length > 1; length -= 1) {
    const letter = BARE.get(name.slice(0, length));
    if (letter === undefined) continue;
    const isFollowed = length < name.length || after !== '';
    return inAttribute && isFollowed ? undefined : letter + name.slice(length) + end;
  }
  return undefined;
}

function character(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS[code - 0x80] ?? '\uFFFD';
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\uFFFD';
}
