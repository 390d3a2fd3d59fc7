/** One media range of an Accept header, its parameters in lower case. */
export interface MediaRange {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The ranges of an Accept header (RFC 9110 12.5.1), values quoted or not; none means anything is accepted. */
export function mediaRanges(accept: string | undefined): MediaRange[] {
  if (!accept?.trim()) return [{ type: '*/*', parameters: {} }];
  return splitOutsideQuotes(accept, ',').map((range) => {
    const [type = '', ...rest] = splitOutsideQuotes(range, ';');
    const parameters = rest.map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      const value = pair.slice(equals + 1).trim();
      return [pair.slice(0, equals).trim().toLowerCase(), value.replace(/^"(.*)"$/s, '$1')];
    });
    return { type: type.trim().toLowerCase(), parameters: Object.fromEntries(parameters) };
  });
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (letter === separator && !quoted) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.filter((part) => part.trim() !== '');
}

/** True where `range` takes `mediaType`. */
export function takes(range: string, mediaType: string): boolean {
  if (range === '*/*' || range === mediaType) return true;
  return range.endsWith('/*') && mediaType.startsWith(range.slice(0, -1));
}

/**
 * True where an Accept header takes a multipart answer whose parts are `mediaType` in `transferSyntaxUid`
 * (PS3.18 8.7.3). A range that names no syntax takes what is stored, as archives do; only `application/octet-stream`
 * without a syntax means Explicit VR Little Endian, so compressed frames need `transfer-syntax=*` or their own type.
 */
export function takesMultipart(
  ranges: readonly MediaRange[],
  mediaType: string,
  transferSyntaxUid: string,
): boolean {
  return ranges.some(({ type, parameters }) => {
    if (type === '*/*') return true;
    if (type !== 'multipart/related' && type !== 'multipart/*') return false;
    const part = parameters['type']?.toLowerCase() ?? '*/*';
    const syntax = parameters['transfer-syntax'] ?? (part === 'application/octet-stream' ? '' : '*');
    if (part === 'application/octet-stream' && syntax === '*') return mediaType !== 'application/dicom';
    return takes(part, mediaType) && (syntax === '' || syntax === '*' || syntax === transferSyntaxUid);
  });
}
