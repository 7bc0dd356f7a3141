import type { Device } from '../stack/stack.ts';

export function isThinPool({ dm }: Device): boolean {
  return dm?.segments.length === 1 && dm.segments[0]?.target === 'thin-pool';
}
