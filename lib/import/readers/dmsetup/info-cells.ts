import { parseDevNo } from '../../../block/dev-no.ts';
import { countOf, dmAttrOf, isDmAttr } from '../../../dm/parse-attr.ts';
import type { DeviceFacts, DeviceRef, MappedFacts } from '../../reading.ts';
import { refOf, toldOnly } from './reading-of.ts';

/** The cells of one device by the ids of their columns. */
export type Cells = ReadonlyMap<string, string>;

/** Null when no column names the device. `asked` is the one that the command names. */
export function factsOfCells(cells: Cells, at: number, asked: DeviceRef | null): DeviceFacts | null {
  const first = (...ids: readonly string[]) => ids.map((id) => cells.get(id)).find((cell) => cell);
  const ref =
    refOf({
      devNo: parseDevNo(cells.get('devno') ?? `${cells.get('major')}:${cells.get('minor')}`),
      kname: cells.get('blkdevname'),
      dmName: first('name', 'mangled_name', 'unmangled_name'),
      dmUuid: first('uuid', 'mangled_uuid', 'unmangled_uuid'),
    }) ?? asked;
  return ref && { ref, at, dm: mappedFacts(cells), ...edgesOf(cells) };
}

function mappedFacts(cells: Cells): MappedFacts {
  const [attr = '', tables] = [cells.get('attr'), cells.get('tables_loaded')];
  const [suspended, access] = [cells.get('suspended'), cells.get('readonly')];
  return toldOnly({
    openCount: countOf(cells.get('open')),
    eventNumber: countOf(cells.get('events')),
    segmentCount: countOf(cells.get('segments')),
    isSuspended: suspended === undefined ? null : suspended === 'Suspended',
    isReadOnly: access === undefined ? null : access === 'Read-only',
    hasLiveTable: tables === undefined ? null : ['Live', 'Both'].includes(tables),
    hasInactiveTable: tables === undefined ? null : ['Inactive', 'Both'].includes(tables),
    ...(isDmAttr(attr) ? dmAttrOf(attr) : {}),
  });
}

/** `devs_used` tells the mapped ones only, so it is no list of all that a device stands on. */
function edgesOf(cells: Cells): Pick<DeviceFacts, 'bases' | 'holders'> {
  const bases = refsIn(cells.get('devnos_used'), 'devNo') ?? refsIn(cells.get('blkdevs_used'), 'kname');
  const holders =
    refsIn(cells.get('devnos_using_dev'), 'devNo') ?? refsIn(cells.get('names_using_dev'), 'dmName');
  return { ...(bases ? { bases } : {}), ...(holders ? { holders } : {}) };
}

function refsIn(list: string | undefined, key: 'devNo' | 'kname' | 'dmName'): DeviceRef[] | null {
  if (list === undefined) return null;
  return list.split(',').flatMap((item) => {
    const told = key === 'devNo' ? parseDevNo(item) : item;
    return refOf({ [key]: told }) ?? [];
  });
}
