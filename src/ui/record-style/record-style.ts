import { accentFrom, type Rgb } from './accent';

/** On which what can be pressed is read, or which is read on it (tokens.css) */
const GROUNDS = ['ground', 'panel', 'raised', 'hover', 'chosen', 'banner', 'on-accent'];
/** Which have a meaning of their own */
const TAKEN = ['careful', 'stop', 'prior'];

/**
 * What can be pressed takes the record's highlight colour, where it can be read and means nothing else here: in each theme,
 * and beside pictures, as light or dark as it has to be. Nothing moves by it.
 * @param highlight a CSS colour; one that is none changes nothing
 * @returns takes it off again
 */
export function wearHighlight(highlight: string, { document, matchMedia }: Window): () => void {
  const root = document.documentElement;
  const sheet = new CSSStyleSheet();
  const rule = (selector: string, within: Element) => {
    const colour = colourReader(within);
    const own = colour(highlight);
    const named = (names: readonly string[]) =>
      names.map((name) => colour(`var(--${name})`)).filter((found) => found !== undefined);
    const accent =
      own &&
      accentFrom(own, {
        grounds: named(GROUNDS),
        taken: named(TAKEN),
      });
    colour.done();
    return accent ? `${selector} { --accent: rgb(${accent.join(' ')}) }` : '';
  };
  const dress = () => {
    const dark = root.appendChild(document.createElement('div'));
    dark.className = 'dark';
    dark.hidden = true;
    sheet.replaceSync(`${rule(':root', root)} ${rule('.dark', dark)}`);
    dark.remove();
  };
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  dress();
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const themes = new MutationObserver(dress);
  scheme.addEventListener('change', dress);
  themes.observe(root, { attributeFilter: ['data-theme'] });
  return () => {
    scheme.removeEventListener('change', dress);
    themes.disconnect();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/** Reads colours as they are below an element. */
function colourReader(within: Element) {
  const probe = within.appendChild(document.createElement('i'));
  probe.hidden = true;
  const read = (css: string): Rgb | undefined => {
    probe.style.color = '';
    probe.style.color = css;
    // What is no colour leaves it empty; what is not opaque depends on what lies below.
    const parts =
      probe.style.color === '' ? null : /^rgb\((\d+), (\d+), (\d+)\)$/.exec(getComputedStyle(probe).color);
    return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
  };
  return Object.assign(read, { done: () => probe.remove() });
}
