import { formatSectors } from '../../text/size.ts';
import type { TargetDevice, TargetTable, TargetType, Understood } from '../target-type.ts';
import { cursorOver, finishTable, takeCount, takeDevice, takeGroup, takeNumber } from './argument-cursor.ts';
import { counted, emptyStatus, factIf, sectorsInWords } from './wording.ts';

export type SwitchTable = TargetTable & { readonly pathCount: number; readonly regionSectors: number };

/** `<num_paths> <region_size> <num_optional_args> [<optional_arg>…] [<dev_path> <offset>]+`: switch.rst. */
function parseTable(args: readonly string[]): Understood<SwitchTable> {
  const cursor = cursorOver(args);
  const pathCount = takeCount(cursor, 'paths', 2);
  const regionSectors = takeNumber(cursor, 'the region size in sectors');
  const options = takeGroup(cursor, 'optional arguments');
  const devices: TargetDevice[] = [];
  for (let i = 0; i < pathCount; i++) {
    const device = takeDevice(cursor, `path ${i}`);
    devices.push({ device, role: 'path', startSector: takeNumber(cursor, `the start sector of path ${i}`) });
  }
  return finishTable(cursor, () => ({
    pathCount,
    regionSectors,
    devices,
    summary: `Sends each region of ${formatSectors(regionSectors)} down one of ${counted(pathCount, 'path')}, by a table kept in memory.`,
    facts: [
      { label: 'Region size', value: sectorsInWords(regionSectors) },
      ...factIf('Options', options.join(' ')),
    ],
  }));
}

export const switchTarget: TargetType<SwitchTable> = {
  name: 'switch',
  purpose: 'Picks a path for every region of a device, for storage that spreads a volume over several ports.',
  parseTable,
  parseStatus: emptyStatus,
};
