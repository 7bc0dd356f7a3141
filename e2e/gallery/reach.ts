/** How the shots get to what they show. */
import type { Page } from '@playwright/test';
import { type PretendedHost, pretendHost } from '../page/pretended-host.ts';
import type { Served } from '../page/serving.ts';

export const row = (page: Page, name: RegExp) => page.getByRole('row', { name }).first();
export const picture = (page: Page) => page.locator('.picture-region');
export const firstFinding = (page: Page) =>
  page.getByRole('region', { name: 'Findings' }).locator('.finding-line').first();
export const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });

export async function open(page: Page, served: Served, query = ''): Promise<void> {
  await page.goto(`${served.address}${query}`);
  // Findings come a moment after the tree.
  const judged = page.locator('.findings-strip').or(page.getByText(/^No findings/));
  const refused = page.locator('.notice:not(:has-text("Connecting"))');
  await judged.or(refused).first().waitFor({ state: 'attached' });
}

export async function openFinding(page: Page, served: Served, query = ''): Promise<void> {
  await open(page, served, query);
  await firstFinding(page).click();
  await inspector(page).waitFor();
}

/** The page with a host of which nothing has been heard yet. */
export async function openPretended(page: Page, served: Served, query = ''): Promise<PretendedHost> {
  const host = await pretendHost(page);
  const stream = page.waitForResponse(/host\.watch/);
  await page.goto(`${served.address}${query}`);
  await stream;
  return host;
}

/** `show`: what of the view is a picture, as the link has it. */
export async function openPicture(page: Page, served: Served, show: 'diagram' | 'overview'): Promise<void> {
  await open(page, served, `?show=${show}`);
  await picture(page).locator('.scene-pick').first().waitFor();
}

export async function openDiagramOfFinding(page: Page, served: Served): Promise<void> {
  await openFinding(page, served, '?scope=dm&show=diagram');
  await picture(page)
    .locator('text', { hasText: /^held by$/ })
    .waitFor();
}

/** `name`: of the disk. */
export async function openExtents(page: Page, served: Served, name: string): Promise<void> {
  await open(page, served, '?show=extents');
  await picture(page)
    .getByRole('button', { name: `DISK ${name}` })
    .click();
  await page.locator('.extents-scene').waitFor();
}
