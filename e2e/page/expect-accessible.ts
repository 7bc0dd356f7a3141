import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

type Look = {
  /** A picture of each theme is left in e2e/out, called so; null for none. */
  readonly name: string | null;
  /** A selector: only what is in it. A dialog's page is looked at on its own. */
  readonly within?: string;
};

/**
 * Axe finds nothing in what is shown now, in either theme. What depends on a theme is colours, so in dark only those are
 * looked at again. In axe's legacy mode, which only leaves out other origins' frames: there are none.
 */
export async function expectAccessible(page: Page, { name, within }: Look): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (name !== null) await page.screenshot({ path: `e2e/out/page-${name}-${colorScheme}.png` });
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    if (within !== undefined) axe.include(within);
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
    expect(found, `${name ?? ''} ${colorScheme}`).toEqual([]);
  }
}
