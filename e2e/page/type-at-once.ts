import type { Page } from '@playwright/test';

/** Sends all keys without waiting for the page in between, as a quick typist does: a slow page is no pause. */
export async function typeAtOnce(page: Page, text: string): Promise<void> {
  await Promise.all([...text].map((key) => page.keyboard.press(key)));
}
