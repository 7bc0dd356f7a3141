import { type DevNo, parseDevNo } from '../block/dev-no.ts';
import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { countOf } from './parse-attr.ts';

/** One mapped device as `dmsetup info` has it: the only output that tells of a deferred remove. */
export type DmInfoLong = {
  readonly rawName: string;
  readonly line: number;
  readonly devNo: DevNo | null;
  readonly isSuspended: boolean;
  readonly isReadOnly: boolean;
  readonly isDeferredRemove: boolean;
  readonly hasLiveTable: boolean;
  readonly hasInactiveTable: boolean;
  readonly openCount: number | null;
  readonly eventNumber: number | null;
  readonly targetCount: number | null;
  readonly uuid: string;
};

type Draft = { -readonly [Key in keyof DmInfoLong]: DmInfoLong[Key] };

const NAME = 'Name:              ';
const UUID = 'UUID: ';
const KEYED =
  /^(State|Read Ahead|Tables present|Open count|Event number|Major, minor|Number of targets): +(.*)$/;

/**
 * Reads `dmsetup info` (lvm2, dmsetup.c `_display_info_long`). A name may hold newlines and ends before `State:`, a uuid ends
 * at the next blank line. A raw name that imitates all of that cannot be told from the real thing.
 */
export function parseDmInfoLong(text: string, section = 'dmsetup-info-long'): Parsed<readonly DmInfoLong[]> {
  const value: Draft[] = [];
  const problems: Problem[] = [];
  let device: Draft | null = null;
  let open: 'name' | 'uuid' | null = null;
  const openLines: string[] = [];

  const close = (): void => {
    if (device && open === 'name') device.rawName = openLines.join('\n');
    if (device && open === 'uuid') device.uuid = openLines.join('\n');
    open = null;
    openLines.length = 0;
  };

  forEachLine(text, (content, line) => {
    if (open === null && content.startsWith(NAME)) {
      device = emptyDevice(line);
      value.push(device);
      open = 'name';
      openLines.push(content.slice(NAME.length));
    } else if ((open === 'uuid' && content !== '') || (open === 'name' && !content.startsWith('State: '))) {
      openLines.push(content);
    } else if (device && content.startsWith(UUID)) {
      open = 'uuid';
      openLines.push(content.slice(UUID.length));
    } else {
      close();
      if (content !== '' && (!device || !take(device, content)))
        problems.push(strange(section, line, content));
    }
  });
  close();
  for (const { devNo, line, rawName } of value) {
    if (!devNo) problems.push({ section, line, message: 'A device without a number', text: rawName });
  }
  return { value, problems: problems.filter(({ text: found }) => found !== 'No devices found') };
}

function strange(section: string, line: number, text: string): Problem {
  return { section, line, message: 'Not a line of dmsetup info', text };
}

function emptyDevice(line: number): Draft {
  return {
    rawName: '',
    line,
    devNo: null,
    isSuspended: false,
    isReadOnly: false,
    isDeferredRemove: false,
    hasLiveTable: false,
    hasInactiveTable: false,
    openCount: null,
    eventNumber: null,
    targetCount: null,
    uuid: '',
  };
}

/** False for a line that says nothing known. */
function take(device: Draft, content: string): boolean {
  const match = KEYED.exec(content);
  if (!match) return false;
  const [, key, value = ''] = match;
  if (key === 'State') {
    device.isSuspended = value.startsWith('SUSPENDED');
    device.isReadOnly = value.includes('(READ-ONLY)');
    device.isDeferredRemove = value.includes('(DEFERRED REMOVE)');
  } else if (key === 'Tables present') {
    device.hasLiveTable = /^LIVE\b/.test(value);
    device.hasInactiveTable = /\bINACTIVE\b/.test(value);
  } else if (key === 'Open count') device.openCount = countOf(value);
  else if (key === 'Event number') device.eventNumber = countOf(value);
  else if (key === 'Major, minor') device.devNo = parseDevNo(value);
  else if (key === 'Number of targets') device.targetCount = countOf(value);
  return true;
}
