/** Milliseconds after which nothing that a launch waits for is likely to be on the line */
const BEHIND = 1_500;

/**
 * Does something behind what a person waits for.
 * @param afterPicture settles when the launch's picture is there, or has taken too long: on a slow line or machine that is
 * later than any time that could be named here
 */
export async function later<Done>(
  act: () => Promise<Done>,
  afterPicture: () => Promise<void> | undefined,
): Promise<Done> {
  await new Promise((resolve) => setTimeout(resolve, BEHIND));
  await afterPicture();
  return act();
}

/** Code of the viewer could not be had: an update took it away, or the line is down. Where nobody catches it, the screen says so. */
export class PartLost extends Error {}

/**
 * Loads what is shown when it is asked for, with the style sheets that come with it: one that fails costs only itself.
 * @param onlost it is not wanted any more, so that it can be asked for again: told after whoever waits for it
 * @throws {PartLost} where it cannot be had
 */
export async function late<Panel>(load: () => Promise<Panel>, onlost?: () => void): Promise<Panel> {
  const panel = await load().catch((cause: unknown) => {
    if (onlost) setTimeout(onlost);
    throw new PartLost('A part of the viewer cannot be loaded.', { cause });
  });
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
