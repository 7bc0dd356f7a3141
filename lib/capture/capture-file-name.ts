import type { Capture } from './capture.ts';

/** What a capture is called as a file: `host1.example.com-2025-11-21T014738Z.capture` */
export function captureFileName({ host, timeSeconds }: Pick<Capture, 'host' | 'timeSeconds'>): string {
  const time = new Date(timeSeconds * 1000);
  const stamp =
    timeSeconds === 0 || Number.isNaN(time.getTime())
      ? 'undated'
      : `${time.toISOString().slice(0, 19).replaceAll(':', '')}Z`;
  return `${host.replace(/[^0-9A-Za-z.-]/g, '_') || 'host'}-${stamp}.capture`;
}
