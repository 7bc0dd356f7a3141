import type { Capture } from '../lib/capture/capture.ts';
import type { Understood } from '../lib/dm/target-type.ts';
import type { Parsed } from '../lib/problem.ts';
import type { CaptureExtent } from '../server/collect.ts';

export type OpenCapture = Understood<Opened>;

/** `earlier`: what outputs told before that were given more than once; null where none was. */
export type Opened = Parsed<Capture> & { readonly earlier: Capture | null };

/**
 * What FILE holds – a capture, a sosreport, a folder or an archive of outputs, pasted text, `-` for standard input – or,
 * without FILE, this host; or in one line why there is none.
 */
export async function openCapture(file: string | undefined, extent: CaptureExtent): Promise<OpenCapture> {
  return file === undefined ? captureThisHost(extent) : openRecording(file);
}

const RUN_THIS = 'To see more, run this and give dmscope what it prints:';

async function openRecording(file: string): Promise<OpenCapture> {
  const { readRecording } = await import('../server/read-recording.ts');
  const read = await readRecording(file);
  if (read.ok) return read;
  const what = file === '-' ? 'standard input' : file;
  const unreadable = /^it cannot be read: (.*)$/.exec(read.reason)?.[1];
  if (unreadable !== undefined) return { ok: false, reason: `cannot read ${what}: ${unreadable}` };
  if (read.answer) {
    const { meaning, ask } = read.answer;
    return { ok: false, reason: `${what}: ${read.reason}\n${meaning} ${RUN_THIS}\n${ask}` };
  }
  return { ok: false, reason: `${what} is not a capture: ${read.reason}; dmscope capture -o FILE makes one` };
}

async function captureThisHost(extent: CaptureExtent): Promise<OpenCapture> {
  const { collect } = await import('../server/collect.ts');
  const collected = await collect(extent);
  if (!collected.ok) {
    return {
      ok: false,
      reason: `cannot read this host: ${collected.reason}; --capture FILE reads a recorded one`,
    };
  }
  const { readCapture } = await import('../lib/capture/read-capture.ts');
  const { value, problems } = readCapture(collected.value);
  if (value) return { ok: true, value: { value, problems, earlier: null } };
  return { ok: false, reason: "the collector's output is not a capture" };
}
