'use client';

import { useEffect, useRef } from 'react';
import type { DevNo } from '../lib/block/dev-no.ts';
import type { Finding } from '../lib/findings/finding.ts';
import type { RemovedDevice } from '../lib/stack/followed-stack.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { FindingsStrip } from './findings/findings-strip.tsx';
import { useFindings } from './findings/use-findings.ts';
import { useSelectedFinding } from './findings/use-selected-finding.ts';
import { InspectorRegion } from './inspector-region.tsx';
import { PictureRegion, usePictureCode } from './picture/lazy-picture-region.tsx';
import { useDiagramKey } from './picture/use-diagram-key.ts';
import { useRevealed } from './picture/use-revealed.ts';
import { PlanDialog } from './plan/plan-dialog.tsx';
import type { HostState } from './plan/why-not-run.ts';
import { Toolbar } from './toolbar/toolbar.tsx';
import { EmptyTree } from './tree/empty-tree.tsx';
import { StackTree } from './tree/stack-tree.tsx';
import { useTree } from './tree/use-tree.ts';
import { useTreeActions } from './use-tree-actions.ts';
import type { SetView, View } from './view-state.ts';

/** Back to all that the diagram would show. */
const WITHOUT_FOCUS = { focus: null, up: null, down: null } as const;
const NO_FINDINGS: readonly Finding[] = [];

type WorkspaceProps = {
  readonly stack: Stack;
  readonly changedAt: ReadonlyMap<DevNo, number>;
  readonly removed: readonly RemovedDevice[];
  readonly hostId: string;
  readonly hostState: HostState;
  /** A device to select, asked for from outside of the tree. */
  readonly sought: DevNo | null;
  readonly onFound: () => void;
  readonly view: View;
  readonly setView: SetView;
};

/** The tree, what steers it, and the inspector. */
export function Workspace(props: WorkspaceProps) {
  const { stack, changedAt, removed, hostId, hostState, sought, onFound, view, setView } = props;
  const tree = useTree(stack, view);
  const actions = useTreeActions(tree, setView);
  const found = useFindings(stack, hostId);
  const finding = useSelectedFinding({ tree, found, view, setView, showAll: actions.showAll });

  usePictureCode(found !== null);
  const takesFocus = useDiagramKey(view, setView);
  const revealed = useRevealed(tree, actions.reveal);

  // A link that names a device brings it into view, once.
  const isShown = useRef(false);
  useEffect(() => {
    if (isShown.current) return;
    isShown.current = true;
    if (tree.selected) actions.show(tree.selected);
  });
  useEffect(() => {
    const device = sought === null ? undefined : tree.index.byDevNo.get(sought);
    if (!device) return;
    actions.selectDevice(device);
    onFound();
  });

  return (
    <main
      className="workspace"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        if (view.device !== null) setView({ device: null });
        else if (view.focus !== null && view.show === 'diagram') setView(WITHOUT_FOCUS);
        else finding.close();
      }}
    >
      <Toolbar tree={tree} found={found} view={view} setView={setView} onGoToMatch={actions.goToMatch} />
      <FindingsStrip
        found={found?.findings ?? []}
        selectedId={view.finding}
        isWhole={view.findings === 'all'}
        onSelect={finding.select}
        onWhole={(isWhole) => setView({ findings: isWhole ? 'all' : 'worst' })}
      />
      <div className="page-body" data-inspector={view.device !== null || view.finding !== null || undefined}>
        <div className="main-region" data-show={view.show}>
          <div className="tree-region">
            {tree.rows.length === 0 ? (
              <EmptyTree tree={tree} view={view} setView={setView} />
            ) : (
              <StackTree
                tree={tree}
                changedAt={changedAt}
                finding={finding.selected}
                reveal={actions.reveal}
                onOpen={actions.openRows}
                onClose={actions.closeRow}
                onSelect={actions.selectRow}
              />
            )}
            {tree.isCut && (
              <p className="tree-cut">
                Only the first 50,000 rows are shown. Close some, or search for what you need.
              </p>
            )}
          </div>
          {view.show !== 'tree' && (
            <PictureRegion
              tree={tree}
              hostId={hostId}
              hostState={hostState}
              found={found?.findings ?? NO_FINDINGS}
              finding={finding.selected}
              reveal={revealed}
              view={view}
              setView={setView}
              onPick={actions.selectIdentity}
              onFinding={finding.select}
              takesFocus={takesFocus}
            />
          )}
        </div>
        <InspectorRegion
          tree={tree}
          found={found}
          finding={finding}
          removed={removed}
          hostId={hostId}
          view={view}
          setView={setView}
          onSelect={actions.selectDevice}
        />
      </div>
      <PlanDialog stack={stack} hostId={hostId} hostState={hostState} view={view} setView={setView} />
    </main>
  );
}
