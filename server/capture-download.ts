import type { Capture } from '../lib/capture/capture.ts';
import { writeCapture } from '../lib/capture/write-capture.ts';
import { latestCapture } from './host-questions.ts';
import { failureText } from './outcome.ts';

/** The latest capture of a host as a text file; 404 in words when there is none. */
export async function captureDownload(hostId: string): Promise<Response> {
  const found = await latestCapture(hostId);
  if (!found.ok) return new Response(`${failureText(found.failure)}\n`, { status: 404 });
  return new Response(writeCapture(found.value) as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(found.value)}"`,
      'cache-control': 'no-store',
    },
  });
}

/** `host1.example.com-2025-11-21T014738Z.capture` */
function fileName({ host, timeSeconds }: Capture): string {
  const time = new Date(timeSeconds * 1000);
  const stamp = Number.isNaN(time.getTime())
    ? 'undated'
    : time.toISOString().slice(0, 19).replaceAll(':', '');
  return `${host.replace(/[^0-9A-Za-z.-]/g, '_') || 'host'}-${stamp}Z.capture`;
}
