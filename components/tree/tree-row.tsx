'use client';

import { type CSSProperties, memo } from 'react';
import type { Fate } from '../../lib/diff/stack-diff.ts';
import type { Severity } from '../../lib/findings/finding.ts';
import type { Layer } from '../../lib/stack/layer.ts';
import { printableHostText } from '../../lib/text/host-text.ts';
import type { Guides } from '../../lib/tree/guides.ts';
import type { Row } from '../../lib/tree/rows.ts';
import { FateWords } from '../ui/fate-words.tsx';
import { HostText, MiddleText } from '../ui/host-text.tsx';
import { LayerMark } from '../ui/layer-mark.tsx';
import { Cell } from './cell.tsx';
import { GuideLines } from './guide-lines.tsx';
import { edgeNote } from './row-notes.ts';
import { TreeCells } from './tree-cells.tsx';

export const ROW_HEIGHT = 28;

export type TreeRowProps = {
  readonly row: Row;
  readonly index: number;
  readonly guides: Guides;
  readonly layer: Layer;
  readonly words: readonly string[];
  /** Where else the device stands, joined; empty for nowhere. */
  readonly places: string;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** Another row of the same device is hovered, focused or selected. */
  readonly isSame: boolean;
  readonly isMatch: boolean;
  /** How bad the selected finding is that the device belongs to; null for none. */
  readonly found: Severity | null;
  /** When it changed, ms since 1970; null for not lately. */
  readonly changedAtMs: number | null;
  /** In a comparison, what became of it; null where nothing did. */
  readonly fate: Fate | null;
};

/** One device at one place in the tree. Clicks and keys are handled by the grid, which finds the row by its index. */
export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { row, index, words } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be drawn in part
    <div
      role="row"
      id={`row-${index}`}
      data-index={index}
      className="tree-row"
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.rowsBelow > 0 ? row.isOpen : undefined}
      aria-selected={props.isSelected}
      tabIndex={props.isActive ? 0 : -1}
      data-repeat={row.isRepeat || undefined}
      data-same={props.isSame || undefined}
      data-found={props.found ?? undefined}
      data-match={props.isMatch || undefined}
      data-fate={props.fate?.kind}
      data-changed={props.changedAtMs !== null || undefined}
      style={rowStyle(index, props.changedAtMs)}
    >
      <NameCell {...props} />
      <TreeCells device={row.device} words={words} />
    </div>
  );
}, isSameRow);

function NameCell({ row, guides, layer, words, places, fate }: TreeRowProps) {
  const note = edgeNote(row.edge);
  const isLeaf = row.rowsBelow === 0;
  return (
    <Cell column="name" className="name-cell">
      <GuideLines guides={guides} isLeaf={isLeaf} />
      {isLeaf && row.level === 1 && <span className="chevron" />}
      {!isLeaf && <span className="chevron" data-toggle={row.isOpen ? 'open' : 'closed'} aria-hidden />}
      <LayerMark layer={layer} />
      <MiddleText className="device-name mono" text={row.device.name} words={words} />
      {fate && <FateWords fate={fate} />}
      {!isLeaf && !row.isOpen && <HiddenRows count={row.rowsBelow} />}
      {(note || places) && (
        <span
          className="notes quiet"
          data-edge={note ? '' : undefined}
          title={printableHostText(`${note} ${places}`.trim())}
        >
          {note && (
            <span className="edge-note">
              <HostText text={note} words={words} />
            </span>
          )}
          {places && (
            <span className="also-under">
              <HostText text={places} />
            </span>
          )}
        </span>
      )}
    </Cell>
  );
}

const COUNTED_UP_TO = 9999;

function HiddenRows({ count }: { readonly count: number }) {
  const text = count > COUNTED_UP_TO ? 'over 9,999' : String(count);
  return (
    <span
      className="hidden-rows quiet"
      title={`${text} more ${count === 1 ? 'row' : 'rows'} when all below is opened`}
    >
      +{count > COUNTED_UP_TO ? '9,999…' : count}
    </span>
  );
}

type RowStyle = CSSProperties & { readonly '--row-top': string };

/** The tint fades by an animation that began when the change did, also when the row is drawn anew meanwhile. */
function rowStyle(index: number, changedAtMs: number | null): RowStyle {
  const top = { '--row-top': `${index * ROW_HEIGHT}px` };
  return changedAtMs === null
    ? top
    : { ...top, animationDelay: `${Math.min(0, changedAtMs - Date.now())}ms` };
}

/** Guides and words are made anew for each drawing; what they say seldom changes. */
function isSameRow(before: TreeRowProps, after: TreeRowProps): boolean {
  const { row: a, guides: g, ...rest } = before;
  const { row: b, guides: h, ...others } = after;
  return (
    isSamePlace(a, b) &&
    g.hiddenLevels === h.hiddenLevels &&
    g.columns.join() === h.columns.join() &&
    (Object.keys(rest) as (keyof typeof rest)[]).every((key) => rest[key] === others[key])
  );
}

function isSamePlace(a: Row, b: Row): boolean {
  return (
    a.key === b.key &&
    a.device === b.device &&
    a.edge === b.edge &&
    a.position === b.position &&
    a.siblings === b.siblings &&
    a.rowsBelow === b.rowsBelow &&
    a.isOpen === b.isOpen &&
    a.isRepeat === b.isRepeat
  );
}
