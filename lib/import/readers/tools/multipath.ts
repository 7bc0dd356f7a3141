import { type DevNo, parseDevNo } from '../../../block/dev-no.ts';
import type { ReportedHealth } from '../../../block/reported-health.ts';
import type { DeviceFacts, DeviceRef, GivenLine, IgnoredLine, Size } from '../../reading.ts';
import { sizeOf } from '../human-size.ts';
import { commandWords, optionsOf } from './command-words.ts';
import { ignoredLine, toolReader } from './tool-reader.ts';

/**
 * The topology that multipath(8) prints, of versions from 0.4 on. A map's line is followed by its size and features, its groups
 * and their paths; which map a path is of is told by the order alone, so that indents may be lost.
 */
type Path = {
  readonly line: string;
  /** Null for a path whose device is gone: `#:#:#:# - #:#`. */
  readonly ref: DeviceRef | null;
  /** `active`, `failed` or `undef`, of device-mapper. */
  readonly dmState: string;
  /** `ready`, `faulty`, `ghost` …, of multipathd's checker; empty where it is not printed. */
  readonly checkerState: string;
};

type MapDraft = {
  readonly at: number;
  readonly ref: DeviceRef;
  readonly model: string;
  size: Size | null;
  isReadOnly: boolean | null;
  queues: boolean | null;
  readonly paths: Path[];
};

const MAP =
  /^\s*(?:(?:create|reload|resize|rename|switchpg|nothing|undef)\s?: )?([\w.:+@#=-]{1,128})(?: \(([^\s()]{1,128})\))?(?: +(dm-\d{1,7}|undef))?(?: +([^,]{0,40}),(.{0,40}))?$/;
const SIZE = /^\s*\[?size=([^\s\]]+(?: [KMGTPE]B)?)(?=[\s\]])/;
const GROUP =
  /^[\s|`_\\+-]{0,40}(?:policy='[^']*' prio=|(?:round-robin|queue-length|service-time|historical-service-time|io-affinity) \d+ ?\[)/;
const PATH =
  /^[\s|`_\\+-]{0,40}((?:\d+|#)(?::(?:\d+|#)){3}|\d+(?:\.\d+)+|[\w#-]{1,40}:[\w:#.-]{1,40}) +([\w!/-]{1,40}) +(\d+:\d+|#:#) +(.*)$/;

const STATES = /^\[?(\w+)[\][\s]*(i\/o (?:pending|timeout)|\w*)/;
/** The kernel's own multipath of NVMe, without device-mapper, and maps that multipath does not make. */
const OTHER_MAP = /^reject\s?: |^\S+ \[nvme\]:/;

export const multipathReader = toolReader({
  kind: 'multipath',
  assumedCommand: 'multipath -ll',
  isCommand: (command) => {
    const { program, args } = commandWords(command);
    if (program === 'multipathd') return /\bshow\s+(?:maps?\s+\S*\s*)?topology\b/.test(command);
    const { flags } = optionsOf(args, ['-v', '-p', '-b']);
    const isOther = ['-f', '-F', '-t', '-T', '-c', '-C', '-u', '-U', '-h', '-a', '-w'].some((flag) =>
      flags.has(flag),
    );
    return program === 'multipath' && !isOther;
  },
  looksLike: (lines) => {
    const hasMap = lines.some(({ text }, i) => mapOf(text, lines[i + 1]?.text) !== null);
    return hasMap && lines.some(({ text }) => GROUP.test(text) || PATH.test(text));
  },
  find: (lines) => {
    const { maps, ignored } = topologyOf(lines);
    return { devices: maps.map(factsOf), ignored };
  },
});

function topologyOf(lines: readonly GivenLine[]) {
  const maps: MapDraft[] = [];
  const ignored: IgnoredLine[] = [];
  const filled = lines.filter(({ text }) => text.trim() !== '');
  let last: MapDraft | null = null;
  for (const [i, line] of filled.entries()) {
    const path: Path | null = last ? pathOf(line.text) : null;
    const map: ReturnType<typeof mapOf> = path ? null : mapOf(line.text, filled[i + 1]?.text);
    if (last && path) {
      last.paths.push(path);
    } else if (map) {
      last = { ...map, at: line.at, size: null, isReadOnly: null, queues: null, paths: [] };
      maps.push(last);
    } else if (last && SIZE.test(line.text)) takeFeatures(last, line.text);
    else if (!last || !GROUP.test(line.text)) {
      // The paths below it are none of the map before it.
      if (OTHER_MAP.test(line.text)) last = null;
      ignored.push(ignoredLine(line, 'multipath -ll'));
    }
  }
  return { maps, ignored };
}

/** A word alone is a map only where its size follows: RHEL 4 printed neither `dm-2` nor the product with it. */
function mapOf(text: string, next: string | undefined): Pick<MapDraft, 'ref' | 'model'> | null {
  const match = MAP.exec(text.trimEnd());
  if (!match || OTHER_MAP.test(text) || SIZE.test(text) || match[1]?.endsWith(':')) return null;
  const [, name = '', wwid = name, kname, , product = ''] = match;
  const isFollowed = next !== undefined && (SIZE.test(next) || (match[2] !== undefined && GROUP.test(next)));
  const isSure = kname !== undefined && match[5] !== undefined;
  if (!isSure && !isFollowed) return null;
  const model = product.trim();
  return {
    ref: {
      dmName: name,
      dmUuid: `mpath-${wwid}`,
      ...(kname === undefined || kname === 'undef' ? {} : { kname }),
    },
    model: model === '##' ? '' : model,
  };
}

function takeFeatures(map: MapDraft, text: string): void {
  map.size = sizeOf(SIZE.exec(text)?.[1] ?? '');
  const access = /\bwp=(r[ow])\b|\[(r[ow])\]/.exec(text);
  if (access) map.isReadOnly = (access[1] ?? access[2]) === 'ro';
  if (/features=/.test(text)) map.queues = /\bqueue_if_no_path\b/.test(text);
}

function pathOf(text: string): Path | null {
  const [, , name = '', numbers = '', rest = ''] = PATH.exec(text) ?? [];
  const [, dmState = '', checkerState = ''] = STATES.exec(rest) ?? [];
  if (numbers === '' || dmState === '') return null;
  const devNo: DevNo | null = parseDevNo(numbers);
  const kname = name === '-' ? '' : name;
  const ref = kname === '' && devNo === null ? null : refOf(kname, devNo);
  return { line: text.replace(/^[\s|`_\\+-]+/, ''), ref, dmState, checkerState };
}

function refOf(kname: string, devNo: DevNo | null): DeviceRef {
  return { ...(devNo === null ? {} : { devNo }), ...(kname === '' ? {} : { kname }) };
}

function factsOf({ at, ref, model, size, isReadOnly, queues, paths }: MapDraft): DeviceFacts {
  const health = healthOf(paths, queues);
  return {
    ref,
    at,
    type: 'mpath',
    ...(size ? { size: { ...size, isRounded: true } } : {}),
    ...(isReadOnly === null ? {} : { isReadOnly }),
    ...(model === '' ? {} : { hardware: { model } }),
    bases: paths.flatMap((path) => path.ref ?? []),
    ...(health ? { health } : {}),
  };
}

/** Null where nobody asked the kernel for the paths' state, as `multipath -l` of a map that is not there. */
function healthOf(paths: readonly Path[], queues: boolean | null): ReportedHealth | null {
  if (paths.length === 0 || paths.some(({ dmState }) => dmState === 'undef')) return null;
  const broken = paths.filter(
    ({ dmState, checkerState }) => dmState !== 'active' || /^(?:faulty|shaky)$/.test(checkerState),
  );
  return {
    lines: broken.map(({ line }) => line),
    paths: { total: paths.length, working: paths.length - broken.length, queues },
  };
}
