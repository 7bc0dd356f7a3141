import { openCountOf, openersOn, stateOf, usesOf } from '../evidence.ts';
import type { Rule } from '../finding.ts';
import { allAbove } from '../walk.ts';
import { nameOf, partOf } from '../words.ts';

/** `dmsetup remove --deferred`, `cryptsetup close --deferred`: it goes when its last user closes it, whenever that is. */
export const deferredRemove: Rule = {
  name: 'deferred-remove',
  patience: 'none',
  find: (survey) =>
    survey.stack.devices
      .filter(({ dm }) => dm?.isDeferredRemove)
      .map((device) => {
        const above = allAbove(survey.index, device.devNo);
        const isUsed = survey.isInUse(device.devNo);
        return {
          cause: [device.identity],
          severity: 'notice',
          title: `${nameOf(device)} will be removed when its last user closes it`,
          devices: [partOf(device, 'to be removed'), ...above.map((each) => partOf(each, 'keeps it'))],
          evidence: [
            stateOf(device, 'State: ACTIVE (DEFERRED REMOVE)', 'dmsetup-info-long'),
            ...openCountOf(device),
            ...openersOn(device),
            ...usesOf([device, ...above]),
          ],
          consequence: 'It is removed without further notice as soon as nothing has it open.',
          intent: isUsed
            ? null
            : { kind: 'free', device: { identity: device.identity, devNo: device.devNo } },
        };
      }),
};
