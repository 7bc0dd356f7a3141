import type { Page } from '@playwright/test';

/**
 * Has a page that is not open yet set performance marks: `stack-arrived` when the whole stack is in the browser and not
 * read yet, `tree-painted` when its first rows are on the screen, `findings-shown`. Gives what waits for the last.
 */
export async function markArrival(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const found = Promise.withResolvers<void>();
    Object.assign(window, { whenFound: found.promise });
    const Source = window.EventSource;
    window.EventSource = class extends Source {
      constructor(url: string | URL, options?: EventSourceInit) {
        super(url, options);
        this.addEventListener('message', ({ data }) => {
          if (data.length > 10_000) performance.mark('stack-arrived');
        });
      }
    };
    let isDrawn = false;
    const watcher = new MutationObserver(() => {
      if (!isDrawn && document.querySelector('.tree-row')) {
        isDrawn = true;
        // A task that is asked for just before a frame runs when that was painted.
        requestAnimationFrame(() => setTimeout(() => performance.mark('tree-painted')));
      }
      if (!document.querySelector('[aria-label="Findings"]')) return;
      performance.mark('findings-shown');
      watcher.disconnect();
      found.resolve();
    });
    watcher.observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { whenFound: Promise<void> }).whenFound);
}
