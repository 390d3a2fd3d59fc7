import { expect, test } from './fixtures';
import { openCt, picture, studies, view } from './screen';

/** A decoder that never comes to an end with a picture that it is given, as CharLS may on a damaged stream. */
const LOOPS = `addEventListener('message', ({ data }) => { while (!('prefetchFirst' in data)); });`;

test('a decoder that hangs is given up: the view says so, and another decodes what is asked for next', async ({
  page,
  launch,
}) => {
  // The deadline of a picture of usual size is ten seconds; two hang here, and one worker may be all there is.
  test.setTimeout(150_000);
  let hangs = true;
  await page.route(/\/assets\/worker-[^/]*\.js$/, (route) =>
    hangs ? route.fulfill({ contentType: 'text/javascript', body: LOOPS }) : route.continue(),
  );
  await launch();
  await studies(page, /Chest X-ray.*Salford/)
    .first()
    .click();
  const said = view(page).getByText('This picture could not be decoded on this device');
  await expect(said).toBeVisible({ timeout: 60_000 });
  await expect(picture(page, /image 1 of 1/)).toHaveCount(0);

  hangs = false;
  await view(page).getByRole('button', { name: 'Try again' }).click();
  await expect(picture(page, /image 1 of 1/)).toBeVisible({ timeout: 30_000 });
  await expect(said).toHaveCount(0);
  await openCt(page);
  await expect(picture(page, /image 1 of 12/)).toBeVisible();
});
