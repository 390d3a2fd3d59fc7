import { html } from 'hono/html';
import type { Person } from '../catalogue';
import { banner } from './banner';
import { page } from './page';
import type { Html } from './page';

/**
 * The viewer inside the record. @param launch address that starts a launch; the frame begins there
 * @param viewer the origin whose messages it hears
 */
export function imagingPage(person: Person, launch: string, viewer: string, now: Date): Html {
  const body = html`<div class="beside">
      ${banner(person, now)}
      <a class="back" href="/patients/${encodeURIComponent(person.id)}">Back to the record</a>
    </div>
    <iframe
      class="viewer"
      src="${launch}"
      data-origin="${viewer}"
      title="Imaging"
      allow="fullscreen"
    ></iframe>`;
  return page({ title: 'Imaging', body });
}
