import { readdirSync, readFileSync } from 'node:fs';
import { printableHostText } from '../../lib/text/host-text.ts';

/** Stacks of more devices than that are not walked to their end. */
const MOST_DEVICES = 1_000;

/** The name of a suspended device that this one is or stands on, as sysfs has it; a partition stands on what its disk does. */
export function suspendedBelow(devNo: string): string | null {
  const seen = new Set<string>();
  const folders = [`/sys/dev/block/${devNo}`];
  for (let folder = folders.pop(); folder !== undefined && seen.size < MOST_DEVICES; folder = folders.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    if (wordIn(`${folder}/dm/suspended`) === '1') {
      const name = wordIn(`${folder}/dm/name`);
      return name === '' ? devNo : printableHostText(name);
    }
    folders.push(...entriesOf(`${folder}/slaves`).map((slave) => `/sys/class/block/${slave}`));
    if (wordIn(`${folder}/partition`) !== '') folders.push(`${folder}/..`);
  }
  return null;
}

/** Empty for a file that is not there. */
function wordIn(file: string): string {
  try {
    return readFileSync(file, 'latin1').trim();
  } catch {
    return '';
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
