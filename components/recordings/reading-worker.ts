/**
 * Reads captures beside the page: a large archive takes seconds to unpack, and the page goes on meanwhile. It gets bytes and
 * gives back what is in them; nothing of it is fetched, and nothing is sent anywhere.
 */
import type { Capture } from '../../lib/capture/capture.ts';
import { linesOfDevice } from '../../lib/capture/lines-of-device.ts';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { writeCapture } from '../../lib/capture/write-capture.ts';
import { importFiles } from '../../lib/import/import-files.ts';
import type { NamedFile } from '../../lib/import/named-file.ts';
import { originWords } from '../../lib/import/origin.ts';
import { UNPACK_LIMITS } from '../../lib/import/unpack.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { sha256OfBytes } from '../../lib/text/sha256.ts';
import type { Given, JobKind, Jobs, KeptCapture, ReadCapture, ReadCaptures, Report } from './reading-job.ts';

const WORK: { readonly [K in JobKind]: (asked: Jobs[K]['asked']) => Promise<Report<Jobs[K]['value']>> } = {
  import: importGiven,
  stack: async (kept) => ({ kind: 'done', value: buildStack(captureIn(kept), kept.problems) }),
  capture: async (kept) => ({ kind: 'done', value: captureIn(kept) }),
  lines: async (kept) => ({ kind: 'done', value: linesOfDevice(captureIn(kept), kept.device) }),
};

/** In a worker there is no target origin; the types here are a page's. */
const tell = (report: Report<unknown>) => globalThis.postMessage(report);

globalThis.onmessage = async <K extends JobKind>({
  data,
}: MessageEvent<{ readonly kind: K; readonly asked: Jobs[K]['asked'] }>) => {
  try {
    tell(await WORK[data.kind](data.asked));
  } catch (error) {
    tell({ kind: 'failed', reason: `dmscope failed to read it: ${error}` });
  }
};

async function importGiven({ files, name }: Given): Promise<Report<ReadCaptures>> {
  const sizeBytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const limitBytes = files.length === 1 ? UNPACK_LIMITS.unpackedBytes : UNPACK_LIMITS.keptBytes;
  if (sizeBytes > limitBytes) {
    return { kind: 'failed', reason: `it holds more than ${limitBytes / 2 ** 20} MiB` };
  }
  const read: NamedFile[] = [];
  let bytes = 0;
  for (const { path, blob } of files) {
    read.push({ path, bytes: new Uint8Array(await blob.arrayBuffer()) });
    bytes += blob.size;
    tell({ kind: 'progress', doing: 'reading', bytes });
  }
  const imported = await importFiles(read, name, { ...UNPACK_LIMITS, onUnpacked: tellNowAndThen() });
  if (!imported.ok) {
    const { ok: _, ...why } = imported;
    return { kind: 'failed', ...why };
  }
  const { value, problems, earlier } = imported.value;
  return {
    kind: 'done',
    value: { last: keepable(value, problems), earlier: earlier && keepable(earlier, []) },
  };
}

function keepable(capture: Capture, problems: KeptCapture['problems']): ReadCapture {
  const bytes = writeCapture(capture) as Uint8Array<ArrayBuffer>;
  const { host, timeSeconds } = capture;
  return { bytes, problems, hash: sha256OfBytes(bytes), host, timeSeconds, origin: originWords(capture) };
}

const TELL_EVERY_BYTES = 2 ** 22;

function tellNowAndThen(): (bytes: number) => void {
  let told = 0;
  return (bytes) => {
    if (bytes - told < TELL_EVERY_BYTES) return;
    told = bytes;
    tell({ kind: 'progress', doing: 'unpacking', bytes });
  };
}

function captureIn({ bytes }: KeptCapture): Capture {
  const { value } = readCapture(bytes);
  if (value === null) throw new Error('what was kept is no capture');
  return value;
}
