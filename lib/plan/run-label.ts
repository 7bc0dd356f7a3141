import { printableHostText } from '../text/host-text.ts';
import type { Plan, StepKind } from './plan.ts';

/**
 * What the button that runs a plan says: what it does, not that it does it. Null where there is nothing to run.
 */
export function runLabel(plan: Plan): string | null {
  const { intent, steps, target } = plan;
  const [first] = steps;
  if (!first) return null;
  const name = printableHostText(target?.name ?? '');
  switch (intent.kind) {
    case 'resume':
      return `Resume ${name}`;
    case 'clear':
      return `Clear the inactive table of ${name}`;
    case 'free-and-lvremove':
      return steps.length > 1 ? 'Free and remove the snapshot for good' : 'Remove the snapshot for good';
    case 'thin-snapshot':
      return `Take snapshot ${intent.thinId} of ${name}`;
    case 'thin-activate':
      return `Activate thin ID ${intent.thinId}`;
    case 'thin-delete':
      return `Delete thin ID ${intent.thinId} for good`;
    case 'free':
    case 'remove': {
      const words = takeDownWords(steps.map(({ kind }) => kind));
      return intent.isDeferred ? `${words}, deferred` : words;
    }
    default:
      return intent satisfies never;
  }
}

/** A verb and what it is done to, one of them and several. */
const WORDS: Partial<Record<StepKind, readonly [string, string, string]>> = {
  'remove-mapping': ['Remove', '1 mapping', 'mappings'],
  'close-crypt': ['Close', '1 encrypted device', 'encrypted devices'],
  'flush-multipath': ['Remove', '1 multipath map', 'multipath maps'],
  'detach-loop': ['Detach', '1 loop device', 'loop devices'],
  'disconnect-nbd': ['Disconnect', '1 network block device', 'network block devices'],
  'stop-array': ['Stop', '1 MD array', 'MD arrays'],
};

function takeDownWords(kinds: readonly StepKind[]): string {
  const [kind] = kinds;
  const words = kind && kinds.every((each) => each === kind) ? WORDS[kind] : undefined;
  if (!words) return `Remove ${kinds.length} devices`;
  const [verb, one, several] = words;
  return kinds.length === 1 ? `${verb} ${one}` : `${verb} ${kinds.length} ${several}`;
}
