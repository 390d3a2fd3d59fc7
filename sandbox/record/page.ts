import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageParts {
  readonly title: string;
  readonly body: Html;
  /** Inside the viewer's frame there is no room for the record's own head */
  readonly bare?: boolean;
}

/** A page of the record. Titles never name a patient: they end up in histories and on shared screens. */
export function page({ title, body, bare = false }: PageParts): Html {
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Demonstration record</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/record.css" />
        <script src="/record.js" defer></script>
      </head>
      <body>
        ${bare ? '' : head}
        <main>${body}</main>
      </body>
    </html>`;
}

const head = html`<header class="head">
  <a class="home" href="/">Plainfilm Surgery</a>
  <span class="mark">Demonstration record · not for care</span>
  <span class="user">Dr Robin Hale</span>
</header>`;
