/** What files about one moment of a host are called, without an ending: `host1.example.com-2025-11-21T014738Z`. */
export function captureName(host: string, timeSeconds: number): string {
  const time = new Date(timeSeconds * 1000);
  const isKnown = timeSeconds !== 0 && !Number.isNaN(time.getTime());
  const stamp = isKnown ? `${time.toISOString().slice(0, 19).replaceAll(':', '')}Z` : 'undated';
  return `${fileWord(host) || 'host'}-${stamp}`;
}

/** A text of a host as part of a file's name, on whatever file system it is saved. */
export function fileWord(text: string): string {
  return text.replace(/[^0-9A-Za-z.-]/g, '_').slice(0, LONGEST);
}

/** Half of what common file systems take for a whole name. */
const LONGEST = 120;
