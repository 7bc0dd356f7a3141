import { randomBytes } from 'node:crypto';

/** Sorts by time: `20261121-143002-3f9a`. */
export function newRunId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(2).toString('hex')}`;
}
