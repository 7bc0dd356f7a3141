import type { Capture } from '../../lib/capture/capture.ts';
import { captureOfLocalHost } from '../recordings/local-recordings.ts';
import { isLocalId } from '../recordings/shelf-room.ts';
import { captureHref } from '../trpc.tsx';

/** The latest capture of a host on the page, for what is made from it in the browser. Throws in words why there is none. */
export async function captureOfHost(hostId: string): Promise<Capture> {
  if (isLocalId(hostId)) {
    const capture = await captureOfLocalHost(hostId);
    if (capture) return capture;
    throw new Error('this browser no longer has the recording');
  }
  const bytes = await downloaded(captureHref(hostId));
  const { readCapture } = await import('../../lib/capture/read-capture.ts');
  const { value } = readCapture(bytes);
  if (value) return value;
  throw new Error('what dmscope sent is not a capture');
}

async function downloaded(href: string): Promise<Uint8Array> {
  const response = await fetch(href).catch(() => {
    throw new Error('the connection to dmscope is lost');
  });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  if (response.status === 401) throw new Error('your session has ended: sign in again');
  throw new Error((await response.text()).trim() || `dmscope answered with ${response.status}`);
}
