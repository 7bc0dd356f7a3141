import { utcText } from '../../lib/text/time-text.ts';
import type { AnyHost } from './any-host.ts';
import type { LocalRecording } from './shelf-room.ts';

/** What to call it: its host, else its file. */
export function recordingName({ host, fileName }: Pick<LocalRecording, 'host' | 'fileName'>): string {
  return host || fileName || 'pasted text';
}

/** What it was put together from and what that does not tell, and where it is. */
export function whereFrom({ origin, fileName }: Pick<LocalRecording, 'origin' | 'fileName'>): string {
  return `${origin ?? `Opened from ${fileName || 'pasted text'}.`} Only this browser has it.`;
}

/** What tells a host from another of the same name: of when it is, and what it was opened from. */
export function hostDetail({ kind, name, timeSeconds, fileName }: AnyHost): string {
  if (kind === 'live') return 'live, as it is now';
  const time = timeSeconds === 0 ? 'time unknown' : timeSeconds === null ? '' : utcText(timeSeconds * 1000);
  if (kind === 'recording') return `recording ${time && `of ${time}`}`.trim();
  const file = fileName || 'pasted text';
  return name === file ? time : `${time}, ${file}`;
}
