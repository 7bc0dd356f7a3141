'use client';

import { useMemo } from 'react';
import { type ComparedFact, compareFacts } from '../../lib/diff/compare-facts.ts';
import type { DeviceDiff, StackDiff } from '../../lib/diff/stack-diff.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import { LAYER_NAMES, layerOf } from '../../lib/stack/layer.ts';
import { Group } from '../inspector/facts.tsx';
import { InspectorHead } from '../inspector/inspector-head.tsx';
import type { Tree } from '../tree/use-tree.ts';
import { FateWords } from '../ui/fate-words.tsx';
import { HostText } from '../ui/host-text.tsx';

type CompareInspectorProps = {
  readonly tree: Tree;
  readonly diff: StackDiff;
  readonly found: DeviceDiff;
  readonly onClose: () => void;
};

/** What became of one device: what differs, before and after, then what is the same. */
export function CompareInspector({ tree, diff, found, onClose }: CompareInspectorProps) {
  const { device, kind } = found;
  const facts = useMemo(() => compareFacts(found, diff, indexStack(diff.union)), [found, diff]);
  const layer = layerOf(tree.index, device);
  const differing = facts.filter(({ isDifferent }) => isDifferent);
  const rest = facts.filter(({ isDifferent }) => !isDifferent);
  return (
    <aside className="inspector" aria-label="Inspector">
      <InspectorHead device={device} layer={layer} onClose={onClose} />
      <p className="inspector-state">
        <span className="soft">{LAYER_NAMES[layer].words}</span>
        {kind === 'same' ? <span className="quiet">the same in both</span> : <FateWords fate={found} />}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="tab-content compare-facts" tabIndex={0} aria-label="Before and after">
        {differing.length > 0 && (
          <Group title="What differs">
            <dl className="compared">
              {differing.map((fact) => (
                <Differing key={fact.label} fact={fact} />
              ))}
            </dl>
          </Group>
        )}
        <Group title={REST_TITLES[kind]}>
          <dl className="compared">
            {rest.map((fact) => (
              <Same key={fact.label} fact={fact} isCompared={kind === 'changed'} />
            ))}
          </dl>
        </Group>
      </section>
    </aside>
  );
}

const REST_TITLES: Readonly<Record<DeviceDiff['kind'], string>> = {
  added: 'As it is after',
  removed: 'As it was before',
  changed: 'Not different',
  same: 'In both',
};

function Differing({ fact: { label, before, after } }: { readonly fact: ComparedFact }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Lines lines={before} side="before" />
        <Lines lines={after} side="after" />
      </dd>
    </>
  );
}

type LinesProps = { readonly lines: readonly string[] | null; readonly side: 'before' | 'after' };

function Lines({ lines, side }: LinesProps) {
  return (
    <div className="compared-side" data-side={side}>
      <span className="compared-word quiet">{side}</span>
      <FactLines lines={lines} />
    </div>
  );
}

/** A table can have a line for every extent. */
const SHOWN = 40;

function FactLines({ lines }: { readonly lines: readonly string[] | null }) {
  if (lines === null || lines.length === 0) return <span className="quiet">nothing</span>;
  return (
    <span className="compared-lines mono">
      {lines.slice(0, SHOWN).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a table may be the same
        <span key={i}>
          <HostText text={line} />
        </span>
      ))}
      {lines.length > SHOWN && <span className="quiet">and {lines.length - SHOWN} more</span>}
    </span>
  );
}

function Same({ fact: { label, before, after }, isCompared }: { fact: ComparedFact; isCompared: boolean }) {
  const only = before === null ? 'after' : after === null ? 'before' : null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <FactLines lines={after ?? before} />
        {isCompared && only !== null && <span className="quiet"> told only {only}</span>}
      </dd>
    </>
  );
}
