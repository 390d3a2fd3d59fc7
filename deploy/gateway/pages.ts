import type { LaunchProblem } from '../../src/domain/problem';
import { launchWords, type LaunchWords } from '../../src/texts/en/launch-failures';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);

/** A launch that failed before the viewer could say so, in the viewer's own words: what happened, what it means, what to do. */
export const failurePage = (problem: LaunchProblem, status: number): Response =>
  pageOf(launchWords(problem), status);

/** An address that another system made, and that names nothing that could be shown. @param what is wrong with it, for support */
export const addressPage = (what: string): Response =>
  pageOf(
    {
      title: 'The address that was opened does not say what to show',
      meaning: 'It names no patient and no study in a form that Imaging can use. Nothing is shown.',
      action:
        'Open Imaging from the patient’s record. If it happens again, tell your IT support team the words below.',
      detail: what,
    },
    400,
  );

function pageOf(
  { title, meaning, action, detail }: Pick<LaunchWords, 'title' | 'meaning' | 'action' | 'detail'>,
  status: number,
): Response {
  const html = `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light"><title>Imaging</title></head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(meaning)}</p><p>${escaped(action)}</p>${
    detail === undefined ? '' : `<p><code>${escaped(detail)}</code></p>`
  }</main></body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}
