import type { CDPSession, Page } from '@playwright/test';

/* The screen as whoever hears it has it: Chromium's accessibility tree in reading order, a line for each thing. */

/** One thing that is heard. */
export interface Heard {
  readonly role: string;
  /** What it is called, or the text that it is */
  readonly name: string;
  /** "pressed", "expanded", "disabled" … as far as they are so */
  readonly states: readonly string[];
  /** Of a heading */
  readonly level?: number;
  /** Of a slider or a field: what it stands at */
  readonly value?: string;
  /** Roles and names of the named groups that it lies in, outermost first, as one text */
  readonly within: string;
}

interface AXValue {
  readonly value?: unknown;
}
interface AXNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: AXValue;
  readonly name?: AXValue;
  readonly value?: AXValue;
  readonly backendDOMNodeId?: number;
  readonly childIds?: readonly string[];
  readonly parentId?: string;
  readonly properties?: readonly { readonly name: string; readonly value: AXValue }[];
}

/** What is pressed, typed into or moved: each must have a name. */
export const CONTROLS: ReadonlySet<string> = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'option',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'tab',
  'textbox',
]);
/** Said by its name; what it is made of is not said again. */
const WHOLE: ReadonlySet<string> = new Set([...CONTROLS, 'heading', 'image', 'img']);
/** Places that one goes to, and that tell one from another what has the same name. */
const PLACES: ReadonlySet<string> = new Set([
  'alertdialog',
  'banner',
  'complementary',
  'dialog',
  'figure',
  'group',
  'list',
  'listitem',
  'main',
  'menu',
  'navigation',
  'radiogroup',
  'region',
  'search',
  'toolbar',
]);
const STATES = ['pressed', 'checked', 'expanded', 'disabled', 'selected'];

const text = ({ value }: AXValue = {}) => (typeof value === 'string' ? value.trim() : '');

/** All that is heard on the page, in the order in which it is read. What is inert or behind a modal dialog is not. */
export async function heardOn(page: Page): Promise<readonly Heard[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as {
    nodes: readonly AXNode[];
  };
  // The tree has the number alone, where readers say the words that stand for it.
  const words = new Map<string, string>();
  for (const { nodeId, role, backendDOMNodeId } of nodes) {
    if (text(role) !== 'slider' || backendDOMNodeId === undefined) continue;
    const { node } = await session.send('DOM.describeNode', { backendNodeId: backendDOMNodeId });
    const at = node.attributes?.indexOf('aria-valuetext') ?? -1;
    if (at >= 0) words.set(nodeId, node.attributes?.[at + 1] ?? '');
  }
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const heard: Heard[] = [];
  const walk = (node: AXNode, within: string) => {
    const role = text(node.role)
      .replace(/^img$/, 'image')
      .replace(/^StaticText$/, 'text');
    const name = text(node.name);
    const properties = new Map((node.properties ?? []).map((each) => [each.name, each.value.value]));
    const isPlace = PLACES.has(role);
    let inside = within;
    if (!node.ignored && (WHOLE.has(role) || isPlace || (role === 'text' && name !== ''))) {
      // Rows of a list have levels too.
      const level = role === 'heading' ? properties.get('level') : undefined;
      const value = words.get(node.nodeId) ?? node.value?.value;
      heard.push({
        role,
        name,
        // "disabled" is given as true, "pressed" and "checked" as the word "true".
        states: STATES.filter((state) => String(properties.get(state)) === 'true'),
        ...(typeof level === 'number' && { level }),
        ...(value !== undefined && value !== '' && { value: String(value) }),
        within,
      });
      if (WHOLE.has(role)) return;
      // Rows have no names of their own: each is told from the next by its place.
      if (isPlace) inside = `${within} › ${role} ${name || `${heard.length}`}`;
    }
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) walk(child, inside);
    }
  };
  const root = nodes.find(({ parentId }) => parentId === undefined);
  if (!root) throw new Error('the page has no accessibility tree');
  walk(root, '');
  return heard;
}

/** As it would be said: "heading 2: CT chest", "button, pressed: Whole study", and a text by itself. */
export function said({ role, name, states, level, value }: Heard): string {
  if (role === 'text') return name;
  const what = [level === undefined ? role : `${role} ${level}`, ...states].join(', ');
  return [name ? `${what}: ${name}` : what, ...(value === undefined ? [] : [value])].join(' = ');
}

/** What is wrong with any screen, whatever it shows; a sentence for each fault. */
export function faultsOf(heard: readonly Heard[]): readonly string[] {
  const faults: string[] = [];
  for (const each of heard)
    if (CONTROLS.has(each.role) && each.name === '')
      faults.push(`a ${each.role} in ${each.within} has no name`);

  const known = new Set<string>();
  for (const { role, name, within } of heard) {
    if (!CONTROLS.has(role) || role === 'option') continue;
    const key = `${role} “${name}” in ${within}`;
    if (known.has(key)) faults.push(`twice the same name: ${key}`);
    known.add(key);
  }

  let before = 0;
  for (const each of heard) {
    if (each.role === 'dialog') before = 1;
    if (each.level === undefined) continue;
    if (each.level > before + 1) faults.push(`after a heading of level ${before} comes ${said(each)}`);
    before = each.level;
  }

  for (const role of ['main', 'banner']) {
    const count = heard.filter((each) => each.role === role).length;
    if (count > 1) faults.push(`${count} places that are ${role}`);
  }
  for (const role of ['banner', 'region', 'dialog', 'alertdialog', 'toolbar', 'menu'])
    if (heard.some((each) => each.role === role && each.name === '')) faults.push(`a ${role} without a name`);
  for (const role of ['region', 'complementary', 'navigation', 'group', 'list', 'toolbar']) {
    const names = heard.filter((each) => each.role === role && each.name !== '');
    for (const [at, { name, within }] of names.entries())
      if (names.findIndex((each) => each.name === name && each.within === within) !== at)
        faults.push(`two places are ${role} “${name}” in ${within}`);
  }
  // What stands in front has the second level; what is behind it is not heard.
  const [firsts, inFront] = [
    heard.filter(({ level }) => level === 1),
    heard.some(({ role }) => role === 'dialog'),
  ];
  if (firsts.length !== 1 && !(inFront && firsts.length === 0)) faults.push('not one heading of level 1');
  return faults;
}

declare global {
  interface Window {
    announced?: { words: string[]; clear(): void };
  }
}

/** Writes down what live regions say from now on, each time one says it. To be called before the page is opened. */
export async function listenTo(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const words: string[] = [];
    const last = new WeakMap<Element, string>();
    const LIVE = '[role="status"], [role="alert"], [aria-live]:not([aria-live="off"]), output';
    window.announced = { words, clear: () => void words.splice(0) };
    function look() {
      for (const region of document.querySelectorAll(LIVE)) {
        if (region.closest('[inert]') || !region.checkVisibility({ visibilityProperty: true })) continue;
        const now = (region.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
        const isNew = !last.has(region);
        if (last.get(region) === now) continue;
        last.set(region, now);
        // A region that comes with its words in it is not said.
        if (!isNew && now !== '') words.push(now);
      }
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** What was said since it was last asked for. */
export const announcedOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const words = [...(window.announced?.words ?? [])];
    window.announced?.clear();
    return words;
  });
