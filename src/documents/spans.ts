import type { Span } from '../domain/report/report-document';

type TextSpan = Extract<Span, { kind: 'text' }>;

/** A text span; what is neither strong nor emphasised says so by leaving it out. */
export function textSpan(text: string, style: { strong?: boolean; emphasis?: boolean } = {}): TextSpan {
  return {
    kind: 'text',
    text,
    ...(style.strong && { strong: true as const }),
    ...(style.emphasis && { emphasis: true as const }),
  };
}

/** A heading without the colon at its end. */
export function bareHeading(text: string): string {
  const words = text.trimEnd();
  return words.endsWith(':') ? words.slice(0, -1).trimEnd() : text;
}

const isSameStyle = (a: TextSpan, b: TextSpan) => a.strong === b.strong && a.emphasis === b.emphasis;

/** Neighbours of one style become one span. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (span.kind === 'text' && last?.kind === 'text' && isSameStyle(span, last))
      out[out.length - 1] = { ...last, text: last.text + span.text };
    else if (span.kind !== 'text' || span.text !== '') out.push(span);
  }
  return out;
}

/** White space as HTML lays it out: runs become one space, none at the ends or beside a break. */
export function collapsed(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  let atStart = true;
  for (const span of joined(spans)) {
    if (span.kind === 'break') {
      trimEnd(out);
      out.push(span);
      atStart = true;
      continue;
    }
    const squeezed = span.text.replace(/[ \t\r\n\f]+/g, ' ');
    const text: string = atStart ? squeezed.replace(/^ /, '') : squeezed;
    if (text === '') continue;
    out.push({ ...span, text });
    atStart = text.endsWith(' ');
  }
  trimEnd(out);
  const from = out.findIndex(({ kind }) => kind !== 'break');
  return from < 0 ? [] : joined(withoutLastBreaks(out.slice(from)));
}

function trimEnd(spans: Span[]): void {
  const last = spans.at(-1);
  if (last === undefined || last.kind === 'break') return;
  const text = last.text.replace(/ $/, '');
  if (text === '') spans.pop();
  else spans[spans.length - 1] = { ...last, text };
}

function withoutLastBreaks(spans: readonly Span[]): readonly Span[] {
  const last = spans.findLastIndex(({ kind }) => kind !== 'break');
  return spans.slice(0, last + 1);
}

/** The spans of each line, parted at breaks. */
export function linesOf(spans: readonly Span[]): readonly (readonly Span[])[] {
  const lines: Span[][] = [[]];
  for (const span of spans) {
    if (span.kind === 'break') lines.push([]);
    else lines.at(-1)?.push(span);
  }
  return lines;
}
