/** Loads what is shown when it is asked for, with the style sheets that come with it: one that fails costs only itself. */
export async function late<Panel>(load: () => Promise<Panel>): Promise<Panel> {
  const panel = await load();
  const sheets = [...document.querySelectorAll<HTMLLinkElement>('head > link[rel="stylesheet"]')];
  await Promise.all(
    sheets
      .filter(({ sheet }) => sheet === null)
      .map(
        (link) =>
          new Promise((done) => {
            link.addEventListener('load', done);
            link.addEventListener('error', done);
          }),
      ),
  );
  return panel;
}
