'use client';

import { useMemo } from 'react';
import type { DevNo } from '../../lib/block/dev-no.ts';
import { countsText } from '../../lib/diff/counts.ts';
import { differences, type StackDiff } from '../../lib/diff/stack-diff.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { neighbourhood } from '../../lib/tree/neighbourhood.ts';
import { useDiagramKey } from '../picture/use-diagram-key.ts';
import { SearchBox } from '../toolbar/search-box.tsx';
import { EmptyTree } from '../tree/empty-tree.tsx';
import { StackTree } from '../tree/stack-tree.tsx';
import { useTree } from '../tree/use-tree.ts';
import { Choice, type Option } from '../ui/choice.tsx';
import { HostText } from '../ui/host-text.tsx';
import { useTreeActions } from '../use-tree-actions.ts';
import type { SetView, View } from '../view-state.ts';
import { CompareInspector } from './compare-inspector.tsx';
import { CompareDiagram } from './lazy-compare-diagram.tsx';

const EXTENTS: readonly Option<View['diff']>[] = [
  { value: 'only', label: 'What differs', hint: 'What differs, with its holders and the devices below' },
  { value: 'all', label: 'Everything', hint: 'All devices of both' },
];

const PICTURES: readonly Option<'tree' | 'diagram'>[] = [
  { value: 'tree', label: 'Tree', hint: 'As dmscope diff prints it' },
  { value: 'diagram', label: 'Diagram', hint: 'Each device once, with lines' },
];

const NOT_CHANGED: ReadonlyMap<DevNo, number> = new Map();

type CompareWorkspaceProps = {
  readonly diff: StackDiff;
  readonly view: View;
  readonly setView: SetView;
};

/** The devices of both as one tree or diagram, in which what differs is marked, and what is told of the selected one. */
export function CompareWorkspace({ diff, view, setView }: CompareWorkspaceProps) {
  const fates = useMemo(() => differences(diff), [diff]);
  const stack = useMemo(
    (): Stack => (view.diff === 'all' ? diff.union : neighbourhood(diff.union, [...fates.keys()])),
    [diff, fates, view.diff],
  );
  const tree = useTree(stack, { ...view, scope: 'all' });
  const actions = useTreeActions(tree, setView);
  const takesFocus = useDiagramKey(view, setView);
  const isDiagram = view.show === 'diagram';
  const found = tree.selected && diff.devices.find(({ device }) => device.devNo === tree.selected?.devNo);
  return (
    <main
      className="workspace compare"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) setView({ device: null });
      }}
    >
      <div className="toolbar">
        <SearchBox
          query={view.q}
          matches={tree.matches}
          onQuery={(q) => setView({ q: q || null })}
          onGoToMatch={actions.goToMatch}
        />
        <Choice
          label="What is shown"
          options={EXTENTS}
          value={view.diff}
          onChange={(extent) => setView({ diff: extent, opened: null, closed: null })}
        />
        <Choice
          label="As what"
          options={PICTURES}
          value={isDiagram ? 'diagram' : 'tree'}
          onChange={(show) => setView({ show })}
        />
        <p className="compare-counts">{countsText(fates.values())}</p>
      </div>
      {diff.notCompared.length > 0 && (
        <p className="compare-limits quiet">
          Not compared, since one of the two does not tell: <HostText text={diff.notCompared.join(', ')} />.
        </p>
      )}
      <div className="page-body" data-inspector={found ? true : undefined}>
        <div className="main-region" data-show={isDiagram ? 'diagram' : 'tree'}>
          <div className="tree-region">
            {tree.rows.length === 0 ? (
              <EmptyTree tree={tree} view={view} setView={setView} />
            ) : (
              <StackTree
                tree={tree}
                changedAt={NOT_CHANGED}
                finding={null}
                reveal={actions.reveal}
                fates={fates}
                onOpen={actions.openRows}
                onClose={actions.closeRow}
                onSelect={actions.selectRow}
              />
            )}
          </div>
          {isDiagram && (
            <CompareDiagram
              tree={tree}
              fates={fates}
              extent={view.diff}
              reveal={actions.reveal}
              onPick={actions.selectIdentity}
              takesFocus={takesFocus}
            />
          )}
        </div>
        {found && (
          <CompareInspector tree={tree} diff={diff} found={found} onClose={() => setView({ device: null })} />
        )}
      </div>
    </main>
  );
}
