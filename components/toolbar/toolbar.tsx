'use client';

import { ChevronsDownUp, ChevronsUpDown, ListTree } from 'lucide-react';
import { useMemo } from 'react';
import { grouped } from '../../lib/text/exact-size.ts';
import { isThinPool } from '../../lib/thin/is-thin-pool.ts';
import { canOpenAll } from '../../lib/tree/rows.ts';
import type { Found } from '../findings/findings-runner.ts';
import { FindingsWord } from '../findings/findings-word.tsx';
import type { Tree } from '../tree/use-tree.ts';
import { Choice, type Option } from '../ui/choice.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { SetView, View } from '../view-state.ts';
import { SearchBox } from './search-box.tsx';

const ORDERS: readonly Option<View['order']>[] = [
  {
    value: 'holders-first',
    label: 'Holders first',
    hint: 'What nothing holds is on top, as dmsetup ls --tree prints it',
  },
  { value: 'bases-first', label: 'Bases first', hint: 'Disks are on top, as lsblk prints it' },
];

const SHOWN: readonly Option<View['show']>[] = [
  { value: 'tree', label: 'Tree', hint: 'Every place of every device, as dmsetup ls --tree has them' },
  { value: 'diagram', label: 'Diagram', hint: 'The stack as a graph, each device once: d' },
  { value: 'extents', label: 'Extents', hint: 'Which sectors of a device belong to what' },
  { value: 'overview', label: 'Overview', hint: 'All devices of the host at a glance' },
];

const WITH_POOL: readonly Option<View['show']>[] = [
  ...SHOWN,
  { value: 'pool', label: 'Pool', hint: 'What a thin pool holds, and who claims it' },
];

const SCOPES: readonly Option<View['scope']>[] = [
  {
    value: 'all',
    label: 'All devices',
    hint: 'Every block device and every edge, also those dmsetup cannot show',
  },
  {
    value: 'dm',
    label: 'Device-mapper',
    hint: 'Mapped devices and what their tables name: what dmsetup shows',
  },
];

type ToolbarProps = {
  readonly tree: Tree;
  readonly found: Found | null;
  readonly view: View;
  readonly setView: SetView;
  readonly onGoToMatch: (step: 1 | -1) => void;
};

/** How the tree is shown. */
export function Toolbar({ tree, found, view, setView, onGoToMatch }: ToolbarProps) {
  const start = (to: View['start']) => setView({ start: to, opened: null, closed: null });
  const isOpenable = canOpenAll(tree.forest);
  const { devices } = tree.index.stack;
  const hasPool = useMemo(() => view.show === 'pool' || devices.some(isThinPool), [view.show, devices]);
  return (
    <div className="toolbar" data-show={view.show}>
      <SearchBox
        query={view.q}
        matches={tree.matches}
        onQuery={(q) => setView({ q: q || null })}
        onGoToMatch={onGoToMatch}
      />
      <Choice
        label="Show"
        options={hasPool ? WITH_POOL : SHOWN}
        value={view.show}
        onChange={(show) => setView({ show })}
      />
      <div className="toolbar-tree">
        <Choice
          label="Direction"
          options={ORDERS}
          value={view.order}
          onChange={(order) => setView({ order })}
        />
        <Choice label="Scope" options={SCOPES} value={view.scope} onChange={(scope) => setView({ scope })} />
        <div className="toolbar-group">
          <IconButton
            icon={ChevronsUpDown}
            label="Open all"
            isDisabled={!isOpenable}
            hint={
              isOpenable
                ? 'Open all'
                : `Open all would be ${rowsInWords(tree.forest.totalRows)} rows; open what you need`
            }
            onClick={() => start('all')}
          />
          <IconButton icon={ChevronsDownUp} label="Close all" onClick={() => start('none')} />
          <IconButton
            icon={ListTree}
            label="Default expansion"
            hint="Default expansion: all but long repeats"
            onClick={() => start('usual')}
          />
        </div>
      </div>
      <p className="toolbar-count quiet">
        {/* What is wrong in a pool is known when it is read: its own view says it. */}
        {view.show !== 'pool' && <FindingsWord found={found} />}
        <span>{grouped(tree.index.stack.devices.length)} devices</span>
      </p>
    </div>
  );
}

function rowsInWords(count: number): string {
  return count >= Number.MAX_SAFE_INTEGER ? 'more than 9 × 10¹⁵' : grouped(count);
}
