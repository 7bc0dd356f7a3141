import type { Scene } from '../picture/scene/scene.ts';

/**
 * A report in words: blocks that each form of it writes in its own way. All text is printable and on one line; the writers
 * escape it for their form, and nothing in a block is markup.
 */
export type Block =
  | { readonly kind: 'section'; readonly heading: string; readonly blocks: readonly Block[] }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Numbered, each with what belongs to it. */
  | {
      readonly kind: 'steps';
      readonly steps: readonly { readonly text: string; readonly blocks: readonly Block[] }[];
    }
  /** Names with their values. */
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Names of devices; null for none. */
      readonly codeColumn: number | null;
    }
  /** Lines as a tool printed them, or as they are to be typed. `label` says what they are. */
  | {
      readonly kind: 'code';
      readonly label: string;
      readonly lines: readonly string[];
      readonly isShown: boolean;
    }
  | { readonly kind: 'tree'; readonly label: string; readonly lines: readonly string[] }
  | { readonly kind: 'picture'; readonly scene: Scene };

export type Fact = { readonly name: string; readonly value: string };

export type Writing = {
  readonly title: string;
  /** Host, time, versions. */
  readonly facts: readonly Fact[];
  readonly blocks: readonly Block[];
};
