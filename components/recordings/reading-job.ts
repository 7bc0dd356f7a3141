import type { Capture } from '../../lib/capture/capture.ts';
import type { DeviceLines } from '../../lib/capture/lines-of-device.ts';
import type { ErrorAnswer } from '../../lib/import/hints/error-answer.ts';
import type { Problem } from '../../lib/problem.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';

/** What was picked, dropped or pasted: a file, which may be an archive, or the files of a folder. */
export type Given = {
  /** Empty for pasted text. */
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly blob: Blob }[];
};

/** A capture as it is kept: the file that `dmscope capture` would have written, and what was wrong with what it came from. */
export type KeptCapture = { readonly bytes: Uint8Array<ArrayBuffer>; readonly problems: readonly Problem[] };

export type ReadCapture = KeptCapture & {
  /** Stands for the bytes. */
  readonly hash: string;
  readonly host: string;
  /** 0 where nothing tells. */
  readonly timeSeconds: number;
  /** What it was put together from; null for what a collector took. */
  readonly origin: string | null;
};

/** `earlier`: what outputs told before that were given more than once; null where none was. */
export type ReadCaptures = { readonly last: ReadCapture; readonly earlier: ReadCapture | null };

/** What the worker can be asked for. */
export type Jobs = {
  readonly import: { readonly asked: Given; readonly value: ReadCaptures };
  readonly stack: { readonly asked: KeptCapture; readonly value: Stack };
  readonly capture: { readonly asked: KeptCapture; readonly value: Capture };
  readonly lines: {
    readonly asked: KeptCapture & { readonly device: Device };
    readonly value: DeviceLines;
  };
};

export type JobKind = keyof Jobs;

export type Progress = { readonly doing: 'reading' | 'unpacking'; readonly bytes: number };

export type Report<T> =
  | ({ readonly kind: 'progress' } & Progress)
  | { readonly kind: 'done'; readonly value: T }
  /** In words that go on after the name of what was given. */
  | { readonly kind: 'failed'; readonly reason: string; readonly answer?: ErrorAnswer };
