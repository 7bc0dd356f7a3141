import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { parseThinPoolTable } from '../../dm/targets/thin-pool.ts';
import {
  parseThinPoolStatus,
  type ThinPoolStatus,
  type ThinPoolUsage,
} from '../../dm/targets/thin-pool-status.ts';
import { formatPercent } from '../../dm/targets/wording.ts';
import { ownValue } from '../../own-value.ts';
import { holdersOf } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { reportedLines, statusLines, tableLines } from '../evidence.ts';
import { believedSeconds, type Fill, fillOf, fillSeverity, forecastInWords, paceInWords } from '../fill.ts';
import type { Draft, Rule, Severity } from '../finding.ts';
import { reportedOf } from '../reported.ts';
import type { Survey } from '../survey.ts';
import {
  POOL_DATA_CRITICAL,
  POOL_DATA_WARNING,
  POOL_METADATA_CRITICAL,
  POOL_METADATA_WARNING,
} from '../thresholds.ts';
import { nameOf, partOf, volumeWord } from '../words.ts';

/** A thin pool that is out of space, read-only or broken, or soon will be; all its volumes suffer together. */
export const thinPoolFull: Rule = {
  name: 'thin-pool',
  patience: 'trend',
  find: (survey) =>
    survey.stack.devices.flatMap((device) => {
      const status = poolStatus(device);
      const trouble = status
        ? status.usage
          ? troubleOf(device, status.usage, survey)
          : FAILED
        : reportedTrouble(device, survey);
      return trouble ? [draftOf(device, trouble, survey)] : [];
    }),
};

type Trouble = {
  readonly severity: Severity;
  readonly what: string;
  readonly consequence: string;
  readonly advice: string | null;
};

const REPAIR = 'deactivate the pool and all its volumes, then lvconvert --repair';

const READ_ONLY =
  'No new block can be mapped: writes to its volumes fail, and file systems on them turn read-only.';

const FAILED: Trouble = {
  severity: 'critical',
  what: 'has failed',
  consequence: 'Every read and write of its volumes fails.',
  advice: REPAIR,
};

function poolStatus(device: Device): ThinPoolStatus | null {
  const segment = device.dm?.segments[0];
  if (segment?.target !== 'thin-pool' || segment.status === null) return null;
  // The block size only matters to words that are not used here.
  const status = parseThinPoolStatus(splitArguments(segment.status), null);
  return status.ok ? status.value : null;
}

function troubleOf(device: Device, usage: ThinPoolUsage, survey: Survey): Trouble | null {
  return brokenMetadata(usage, device) ?? fillTrouble(device, usage, survey);
}

/** A pool may be read-only because it was asked to be: its table says so, and then nothing is wrong. */
function isAskedReadOnly(device: Device): boolean {
  const segment = device.dm?.segments[0];
  const table = segment && parseThinPoolTable(splitArguments(segment.args));
  return table?.ok === true && table.value.isReadOnly;
}

function brokenMetadata({ needsCheck, mode, metadataBlocks }: ThinPoolUsage, device: Device): Trouble | null {
  if (needsCheck) {
    const consequence =
      'It has set itself read-only after an error in its metadata: writes that need a new block fail.';
    return { severity: 'critical', what: 'needs a check of its metadata', consequence, advice: REPAIR };
  }
  const isFull = metadataBlocks.part >= metadataBlocks.whole;
  if (!isFull && (mode !== 'ro' || isAskedReadOnly(device))) return null;
  return {
    severity: 'critical',
    what: isFull ? 'is out of metadata space' : 'is read-only',
    consequence: READ_ONLY,
    advice: isFull ? 'lvextend --poolmetadatasize +SIZE' : REPAIR,
  };
}

function fillTrouble(device: Device, usage: ThinPoolUsage, survey: Survey): Trouble | null {
  const previous = survey.before(device);
  const before = previous ? (poolStatus(previous)?.usage ?? null) : null;
  const data = fillOf(usage.dataBlocks, before?.dataBlocks.part ?? null, survey.elapsedSeconds);
  const meta = fillOf(usage.metadataBlocks, before?.metadataBlocks.part ?? null, survey.elapsedSeconds);
  const isFull = usage.mode === 'out_of_data_space' || data.used >= data.total;
  if (isFull) return { ...outOfSpace(usage), severity: 'critical', advice: 'lvextend -L +SIZE' };
  const soon = believedSeconds(survey.elapsedSeconds);
  const levels = { warning: POOL_DATA_WARNING, critical: POOL_DATA_CRITICAL };
  const metaLevels = { warning: POOL_METADATA_WARNING, critical: POOL_METADATA_CRITICAL };
  return (
    filling(data, fillSeverity(data, levels, soon), survey, 'data') ??
    filling(meta, fillSeverity(meta, metaLevels, soon), survey, 'metadata')
  );
}

/** By the words and percentages of `lvs`, where no status of device-mapper was given. */
function reportedTrouble(device: Device, survey: Survey): Trouble | null {
  const volume = reportedOf(device);
  if (volume?.kind !== 'thin-pool') return null;
  const { health = '', dataPercent = 0, metadataPercent = 0 } = volume;
  const fill = (percent: number) => fillOf({ part: percent, whole: 100 }, null, null);
  const broken = ownValue(POOL_WORDS, health);
  if (broken) return broken;
  if (dataPercent >= 100) return OUT_OF_SPACE;
  const data = fillSeverity(fill(dataPercent), { warning: POOL_DATA_WARNING, critical: POOL_DATA_CRITICAL });
  const metadata = fillSeverity(fill(metadataPercent), {
    warning: POOL_METADATA_WARNING,
    critical: POOL_METADATA_CRITICAL,
  });
  return (
    filling(fill(dataPercent), data, survey, 'data') ??
    filling(fill(metadataPercent), metadata, survey, 'metadata')
  );
}

const OUT_OF_SPACE: Trouble = {
  severity: 'critical',
  what: 'is out of data space',
  consequence: 'Writes that need a new block wait, or fail: programs hang, file systems turn read-only.',
  advice: 'lvextend -L +SIZE',
};

/** The words of lv_health_status. */
const POOL_WORDS: Readonly<Record<string, Trouble>> = {
  failed: FAILED,
  error: FAILED,
  out_of_data: OUT_OF_SPACE,
  metadata_read_only: {
    severity: 'critical',
    what: 'has read-only metadata',
    consequence: READ_ONLY,
    advice: REPAIR,
  },
};

function outOfSpace({ whenFull }: ThinPoolUsage): Pick<Trouble, 'what' | 'consequence'> {
  return {
    what: 'is out of data space',
    consequence:
      whenFull === 'error'
        ? 'Writes that need a new block fail: file systems on its volumes report errors, and turn read-only.'
        : 'Writes that need a new block wait, a minute by default, and fail then: programs hang, file systems turn read-only.',
  };
}

function filling(
  fill: Fill,
  severity: Severity | null,
  { elapsedSeconds }: Survey,
  kind: 'data' | 'metadata',
): Trouble | null {
  if (severity === null) return null;
  const percent = formatPercent({ part: fill.used, whole: fill.total });
  const forecast = forecastInWords(fill, believedSeconds(elapsedSeconds));
  return {
    severity,
    what: `${kind === 'data' ? `is ${percent} full` : `has used ${percent} of its metadata space`}${forecast}`,
    consequence: `When it is full, writes to all its volumes wait or fail.${paceInWords(fill, elapsedSeconds)}`,
    advice: kind === 'data' ? 'lvextend -L +SIZE' : 'lvextend --poolmetadatasize +SIZE',
  };
}

function draftOf(device: Device, { severity, what, consequence, advice }: Trouble, survey: Survey): Draft {
  const volumes = holdersOf(survey.index, device.devNo).map(({ holder }) => holder);
  const volume = volumeWord(device);
  return {
    cause: [device.identity],
    severity,
    title: `Thin pool ${nameOf(device)} ${what}`,
    devices: [...volumes.map((each) => partOf(each, 'its volume')), partOf(device, 'thin pool')],
    evidence: [...statusLines(device), ...reportedLines(device), ...tableLines([device])],
    consequence,
    advice:
      advice === null || volume === null
        ? []
        : [
            `${advice} ${volume}${advice.startsWith('lvextend') ? ', or remove volumes that are no longer needed' : ''}.`,
          ],
    intent: null,
  };
}
