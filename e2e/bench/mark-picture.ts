import type { Page } from '@playwright/test';

/**
 * Has an open page set performance marks: `picture-asked` when it gets the next click, `picture-painted` when what is
 * looked for is there and on the screen. Gives what waits for that.
 */
export async function markPicture(page: Page, selector: string): Promise<() => Promise<void>> {
  await page.evaluate((sought) => {
    const painted = Promise.withResolvers<void>();
    Object.assign(window, { whenPainted: painted.promise });
    const onClick = ({ timeStamp }: MouseEvent) => {
      performance.mark('picture-asked', { startTime: timeStamp });
      const watcher = new MutationObserver(() => {
        if (!document.querySelector(sought)) return;
        watcher.disconnect();
        // A task that is asked for just before a frame runs when that was painted.
        requestAnimationFrame(() =>
          setTimeout(() => {
            performance.mark('picture-painted');
            painted.resolve();
          }),
        );
      });
      watcher.observe(document, { childList: true, subtree: true, attributes: true });
    };
    addEventListener('click', onClick, { capture: true, once: true });
  }, selector);
  return () => page.evaluate(() => (window as unknown as { whenPainted: Promise<void> }).whenPainted);
}
