import { explainStatus } from '../../dm/segment-details.ts';
import type { Device, LiveSegment } from '../../stack/stack.ts';
import { statusLines, tableLines, usesOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { Survey } from '../survey.ts';
import { allAbove } from '../walk.ts';
import { nameOf, partOf } from '../words.ts';

/**
 * Any other layer whose own status says that it is ill: cache, writecache, integrity, verity, VDO, clone. What a target's
 * words mean is in lib/dm/targets/; here is only which of them are an illness. Targets that have a rule of their own are
 * left to it, and those that are made to fail are taken at their word.
 */
export const layerFailed: Rule = {
  name: 'layer-failed',
  find: (survey) =>
    survey.stack.devices.flatMap((device) => {
      const segment = device.dm?.segments.find((each) => isIll(each));
      return segment ? [draftOf(device, segment, survey)] : [];
    }),
};

const ELSEWHERE = new Set([
  'snapshot',
  'snapshot-merge',
  'thin-pool',
  'thin',
  'raid',
  'mirror',
  'multipath',
  'error',
  'flakey',
  'dust',
  'log-writes',
]);

function isIll(segment: LiveSegment): boolean {
  if (!segment.status || ELSEWHERE.has(segment.target)) return false;
  const { health } = explainStatus(segment, segment.status);
  return health === 'failed' || health === 'degraded';
}

function draftOf(device: Device, segment: LiveSegment, survey: Survey): Draft {
  const above = allAbove(survey.index, device.devNo);
  const { health, summary, badge } = explainStatus(segment, segment.status ?? '');
  return {
    cause: [device.identity],
    severity: health === 'failed' ? 'critical' : 'warning',
    title: `${nameOf(device)} (${segment.target}) ${health === 'failed' ? 'has failed' : 'is degraded'}${badge === null ? '' : `: ${badge}`}`,
    devices: [partOf(device, segment.target), ...above.map((each) => partOf(each, 'holder'))],
    evidence: [...statusLines(device), ...tableLines([device]), ...usesOf([device, ...above])],
    consequence: summary,
    intent: null,
  };
}
