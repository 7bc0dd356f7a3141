import type { ErrorAnswer } from '../../lib/import/hints/error-answer.ts';
import type { JobKind, Jobs, Progress, Report } from './reading-job.ts';

/** Why there is no value: in words, or because it was given up. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  /** `answer`: to an error message, which is all that was given. */
  | { readonly ok: false; readonly reason: string | null; readonly answer?: ErrorAnswer };

type Options = { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void };

/** One job, one worker: what is given up ends at once, and takes all of its memory with it. */
export function readInWorker<K extends JobKind>(
  kind: K,
  asked: Jobs[K]['asked'],
  { signal, onProgress }: Options = {},
): Promise<Read<Jobs[K]['value']>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { type: 'module' });
    const end = (read: Read<Jobs[K]['value']>) => {
      worker.terminate();
      resolve(read);
    };
    signal?.addEventListener('abort', () => end({ ok: false, reason: null }), { once: true });
    worker.onmessage = ({ data }: MessageEvent<Report<Jobs[K]['value']>>) => {
      if (data.kind === 'progress') onProgress?.(data);
      else if (data.kind === 'done') end({ ok: true, value: data.value });
      else end({ ...data, ok: false });
    };
    worker.onerror = ({ message }) =>
      end({ ok: false, reason: `dmscope failed to read it: ${message || 'its reader did not start'}` });
    worker.postMessage({ kind, asked });
  });
}
