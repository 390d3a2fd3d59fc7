import type { LaunchWords } from './texts/en/launch-failures';

export interface Way {
  readonly name: string;
  readonly href: string;
  /** In a tab of its own, out of the frame that this page is shown in */
  readonly inNewTab?: true;
}

/** Fills an element with a readable page: what happened, what to do, ways on. Text only, never HTML. */
export function showNotice(target: HTMLElement, words: LaunchWords, ways: readonly Way[]): void {
  const { ownerDocument: document } = target;
  const element = <Name extends keyof HTMLElementTagNameMap>(name: Name, text = '') => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };
  const title = element('h1', words.title);
  title.tabIndex = -1;
  const parts: HTMLElement[] = [title, element('p', words.meaning), element('p', words.action)];
  if (words.detail !== undefined) {
    const detail = element('p', words.detail);
    detail.className = 'detail';
    parts.push(detail);
  }
  if (ways.length > 0) {
    const list = element('ul');
    list.className = 'ways';
    for (const { name, href, inNewTab } of ways) {
      const link = element('a', name);
      link.href = href;
      if (inNewTab) Object.assign(link, { target: '_blank', rel: 'noopener noreferrer' });
      const item = element('li');
      item.append(link);
      list.append(item);
    }
    parts.push(list);
  }
  target.replaceChildren(...parts);
  title.focus();
}
