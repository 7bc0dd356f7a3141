import type { Page } from '@playwright/test';
import type { Served } from '../page/serving.ts';

/** A picture of the page in one state, and how the page gets there. */
export type Shot = {
  /** Of its files, too. */
  readonly name: string;
  /** What is to be seen, in a line. */
  readonly words: string;
  /** What is served: a capture, a file of the project; `LIVE` a host that answers with the leak's. */
  readonly capture: string;
  readonly size: Size;
  /** There it is looked at closely, so it has every point of a fine screen. */
  readonly isInReadme?: boolean;
  /** A variant of what has been shown in both themes. */
  readonly isLightOnly?: boolean;
  /** Prepares what has to be there before the page is, opens it, and waits for what is to be seen. */
  readonly show: (page: Page, served: Served) => Promise<void>;
};

/** What is on paper is in ink alone, as a picture in a file is: it has one theme. A `file` is shown as it is. */
export type Size = 'screen' | 'phone' | 'paper' | 'file';

export type Chapter = { readonly title: string; readonly words: string; readonly shots: readonly Shot[] };

export const LIVE = 'live';
export const LEAKED = 'server/recordings/s1-leaked.capture';
/** A host with a bit of everything that LVM makes, none of it wrong. */
export const MIXED = 'e2e/cases/host-thin-on-raid-and-cache/capture';
