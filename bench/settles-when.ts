/**
 * An expression to evaluate in a page: settles as soon as the page comes to meet a condition, and rejects after a minute. An
 * observer in the page says when: asking again and again would be work of its own.
 */
export const settlesWhen = (condition: string): string => `new Promise((resolve, reject) => {
  const met = () => { if (!(${condition})) return; observer.disconnect(); clearTimeout(late); resolve(); };
  const observer = new MutationObserver(met);
  observer.observe(document, { childList: true, subtree: true, attributes: true });
  const late = setTimeout(() => { observer.disconnect(); reject(new Error(${JSON.stringify(condition)})); }, 60_000);
  met();
})`;
