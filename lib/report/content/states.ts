import type { Finding } from '../../findings/finding.ts';
import { pictureOf } from '../../picture/picture-of.ts';
import { printable } from '../../picture/scene/fit-text.ts';
import type { Scene } from '../../picture/scene/scene.ts';
import { whatHolds } from '../../picture/what-holds.ts';
import type { Stack } from '../../stack/stack.ts';
import type { Block } from '../block.ts';
import type { Report, ReportState } from '../report.ts';
import { figureOf } from './figure.ts';
import { treeLines } from './tree-lines.ts';

/** Each state in a sentence, as a picture and as a tree. */
export function stateBlocks({ states, findings, subject }: Report): readonly Block[] {
  const [only, ...others] = states;
  if (!only) return [];
  if (subject.kind === 'host') return hostBlocks(only, findings);
  const showsActive = states.some(({ stack }) => hasSuspended(stack));
  if (others.length === 0) {
    const blocks = blocksOf(only, { hasLegend: true, showsActive });
    // What holds a device is what its summary says.
    return subject.kind === 'device' ? blocks.filter(({ kind }) => kind !== 'paragraph') : blocks;
  }
  return states.map((state, at) => ({
    kind: 'section',
    heading: MOMENTS[state.moment].heading,
    blocks: blocksOf(state, { hasLegend: at === 0, showsActive }),
  }));
}

const MOMENTS: Readonly<Record<ReportState['moment'], { readonly heading: string; readonly tree: string }>> =
  {
    now: { heading: 'As it is', tree: 'Tree as it is' },
    'after-plan': { heading: 'As it would be after the plan', tree: 'Tree after the plan' },
    'before-run': { heading: 'Before the run', tree: 'Tree before the run' },
    'after-run': { heading: 'After the run', tree: 'Tree after the run' },
  };

function hostBlocks({ stack }: ReportState, found: readonly Finding[]): readonly Block[] {
  const scene = pictureOf({ stack, found }, { kind: 'host' }, 'overview');
  return [
    ...pictured(scene),
    { kind: 'tree', label: 'Tree of all devices', lines: treeLines(stack, hasSuspended(stack)) },
  ];
}

function hasSuspended({ devices }: Stack): boolean {
  return devices.some(({ dm }) => dm?.isSuspended);
}

type Shown = { readonly hasLegend: boolean; readonly showsActive: boolean };

function blocksOf(state: ReportState, { hasLegend, showsActive }: Shown): readonly Block[] {
  const { stack, target, moment } = state;
  if (stack.devices.length === 0) return [{ kind: 'paragraph', text: 'Nothing of it is left.' }];
  const { heading, tree } = MOMENTS[moment];
  const sentences = target === null ? [] : whatHolds(stack, target).map(printable);
  const title = printable(`${heading}: ${sentences.join(' ')}`);
  return [
    ...(sentences.length > 0 ? [{ kind: 'paragraph', text: sentences.join(' ') } as const] : []),
    ...pictured(figureOf(state, { title, hasLegend })),
    { kind: 'tree', label: tree, lines: treeLines(stack, showsActive) },
  ];
}

function pictured(scene: Scene | null): readonly Block[] {
  return scene ? [{ kind: 'picture', scene }] : [];
}
