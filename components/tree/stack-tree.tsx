'use client';

import { memo, useMemo, useRef } from 'react';
import type { DevNo } from '../../lib/block/dev-no.ts';
import type { Fate } from '../../lib/diff/stack-diff.ts';
import type { Finding, Severity } from '../../lib/findings/finding.ts';
import { layerOf } from '../../lib/stack/layer.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import { guidesOf } from '../../lib/tree/guides.ts';
import { widthsStyle } from './column-widths.ts';
import { COLUMNS } from './columns.ts';
import { GUIDE_WIDTH } from './guide-lines.tsx';
import { placesNote } from './row-notes.ts';
import { TreeHeader } from './tree-header.tsx';
import { ROW_HEIGHT, TreeRow } from './tree-row.tsx';
import { useColumnWidths } from './use-column-widths.ts';
import { type Reveal, useFocusedRow } from './use-focused-row.ts';
import { useIsPrinting } from './use-printing.ts';
import { useRowMarks } from './use-row-marks.ts';
import { useRowsInView } from './use-rows-in-view.ts';
import type { Tree } from './use-tree.ts';
import { rowIndexOf, type TreeHandlers, useTreeMoves } from './use-tree-moves.ts';

export type StackTreeProps = TreeHandlers & {
  readonly tree: Tree;
  readonly changedAt: ReadonlyMap<DevNo, number>;
  /** Its devices are marked. */
  readonly finding: Finding | null;
  readonly reveal: Reveal | null;
  /** In a comparison, what became of devices. */
  readonly fates?: ReadonlyMap<DevNo, Fate>;
};

const NO_WORDS: readonly string[] = [];
const NO_FATES: ReadonlyMap<DevNo, Fate> = new Map();
/** More rows than these are not printed: some ten pages. */
const PRINTED = 500;
/** As long as the animation in tree.css. */
const FADE_MS = 8000;

/** The rows that are in view, and the one that has the tab stop, out of all that are open. */
export function StackTree({
  tree,
  changedAt,
  finding,
  reveal,
  fates = NO_FATES,
  ...handlers
}: StackTreeProps) {
  const { rows } = tree;
  const scroller = useRef<HTMLDivElement>(null);
  const inView = useRowsInView(scroller, rows.length);
  const { activeIndex, activeNow, focusedIndex, focusRow, noteFocus } = useFocusedRow({
    rows,
    reveal,
    scrollTo: inView.scrollTo,
  });
  const { selectedIndex, isSame, setHovered } = useRowMarks(tree, activeIndex);
  const hasSelection = tree.selected !== null;
  const { onKeyDown, onClick } = useTreeMoves({ rows, activeNow, focusRow, hasSelection, ...handlers });
  const marks = useMemo(() => marksOf(finding), [finding]);
  const widths = useColumnWidths(tree.index.stack);
  const height: Record<string, string> = { '--rows-height': `${rows.length * ROW_HEIGHT}px` };
  const isPrinting = useIsPrinting();
  const drawn = isPrinting
    ? indexesFrom(0, Math.min(PRINTED, rows.length) - 1)
    : withIndexes(indexesFrom(inView.first, inView.last), [activeIndex, focusedIndex], rows.length);
  const guideLimit = guideRoom(inView.widthPx);
  return (
    <div
      ref={scroller}
      className="tree"
      style={widthsStyle(widths)}
      role="treegrid"
      aria-label="Devices"
      aria-rowcount={rows.length + 1}
      aria-colcount={COLUMNS.length}
      onKeyDown={(event) => onKeyDown(event, inView.pageRows)}
      onClick={onClick}
      onFocus={(event) => noteFocus(rowIndexOf(event.target))}
      onMouseOver={(event) => setHovered(rows[rowIndexOf(event.target)]?.device.devNo ?? null)}
      onMouseLeave={() => setHovered(null)}
    >
      <TreeHeader />
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot be drawn in part */}
      <div role="rowgroup" className="tree-body" style={height}>
        {drawn.map((index) => (
          <DrawnRow
            key={rows[index]?.key ?? index}
            tree={tree}
            index={index}
            guideLimit={guideLimit}
            isActive={index === activeIndex}
            isSelected={index === selectedIndex}
            isSame={isSame(rows[index]?.device.devNo)}
            marks={marks}
            changedAt={changedAt}
            fates={fates}
          />
        ))}
      </div>
      {isPrinting && rows.length > PRINTED && (
        <p className="print-only">{grouped(rows.length - PRINTED)} more rows are not printed.</p>
      )}
    </div>
  );
}

type DrawnRowProps = {
  readonly tree: Tree;
  readonly index: number;
  readonly guideLimit: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isSame: boolean;
  readonly marks: ReadonlyMap<DevNo, Severity>;
  readonly changedAt: ReadonlyMap<DevNo, number>;
  readonly fates: ReadonlyMap<DevNo, Fate>;
};

/** Works out, for a row in view, what its drawing needs to know. Scrolling does so for rows that come alone. */
const DrawnRow = memo(function DrawnRow(props: DrawnRowProps) {
  const { tree, index, guideLimit, isActive, isSelected, isSame, marks, changedAt, fates } = props;
  const { rows, forest, matches } = tree;
  const row = rows[index];
  if (!row) return null;
  const { devNo } = row.device;
  const isMatch = matches?.devNos.has(devNo) ?? false;
  const changedAtMs = changedAt.get(devNo) ?? null;
  const isFresh = changedAtMs !== null && Date.now() - changedAtMs < FADE_MS;
  return (
    <TreeRow
      row={row}
      index={index}
      guides={guidesOf(rows, index, guideLimit)}
      layer={layerOf(tree.index, row.device)}
      words={isMatch && matches ? matches.words : NO_WORDS}
      places={placesNote(forest, rows, row)}
      isActive={isActive}
      isSelected={isSelected}
      isSame={isSame}
      isMatch={isMatch}
      found={marks.get(devNo) ?? null}
      changedAtMs={isFresh ? changedAtMs : null}
      fate={fates.get(devNo) ?? null}
    />
  );
});

/** Which devices are part of a finding, and how bad it is. */
function marksOf(finding: Finding | null): ReadonlyMap<DevNo, Severity> {
  return new Map(finding?.devices.map(({ devNo }) => [devNo, finding.severity]));
}

const FEWEST_LEVELS = 6;

/** How many levels of guide lines leave room for a name: names have some two fifths of the width. */
function guideRoom(widthPx: number): number {
  return Math.max(FEWEST_LEVELS, Math.floor((widthPx * 0.42 - 230) / GUIDE_WIDTH));
}

function indexesFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

function withIndexes(indexes: readonly number[], more: readonly number[], count: number): readonly number[] {
  const missing = more.filter((index) => index >= 0 && index < count && !indexes.includes(index));
  return missing.length === 0 ? indexes : [...new Set([...indexes, ...missing])].sort((a, b) => a - b);
}
