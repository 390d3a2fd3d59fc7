/** A media type with its parameters, names in lower case, values as given. */
export interface MediaType {
  /** `multipart/related`; empty where none was given */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads a Content-Type header. Archives quote parameters, or not, and use `=` and `/` inside unquoted boundaries, so
 * whatever stands between `=` and `;` is the value (RFC 9110 §8.3.1, read leniently).
 */
export function mediaTypeOf(header: string | null | undefined): MediaType {
  const [type = '', ...rest] = pieces(header ?? '');
  const parameters = new Map<string, string>();
  for (const piece of rest) {
    const at = piece.indexOf('=');
    if (at < 1) continue;
    const name = piece.slice(0, at).trim().toLowerCase();
    if (!parameters.has(name)) parameters.set(name, unquoted(piece.slice(at + 1).trim()));
  }
  return { type: type.trim().toLowerCase(), parameters };
}

/** Splits at semicolons outside quotes. */
function pieces(header: string): string[] {
  return header.match(/(?:"(?:\\.|[^"\\])*"?|[^;"])+/g) ?? [];
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  return value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1');
}
