import { captureName } from '../lib/capture/capture-name.ts';
import { writeCapture } from '../lib/capture/write-capture.ts';
import { latestCapture } from './host-questions.ts';
import { failureText } from './outcome.ts';

/** The latest capture of a host as a text file; 404 in words when there is none. */
export async function captureDownload(hostId: string): Promise<Response> {
  const found = await latestCapture(hostId);
  if (!found.ok) return new Response(`${failureText(found.failure)}\n`, { status: 404 });
  const { host, timeSeconds } = found.value;
  return new Response(writeCapture(found.value) as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${captureName(host, timeSeconds)}.capture"`,
      'cache-control': 'no-store',
    },
  });
}
