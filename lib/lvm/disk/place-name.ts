import { printableHostText } from '../../text/host-text.ts';
import type { Place } from './scan.ts';

/** What a place is called: by its path, its partition, its volume. */
export function placeName(places: readonly Pick<Place, 'at'>[], index: number): string {
  const at = places[index]?.at;
  switch (at?.kind) {
    case undefined:
      return '';
    case 'path':
      return printableHostText(at.path);
    case 'partition':
      return `partition ${at.number} of ${placeName(places, at.of)}`;
    case 'volume':
      return `LV ${printableHostText(at.volume)}`;
    default:
      return at satisfies never;
  }
}
