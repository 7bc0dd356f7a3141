'use client';

import { ArrowDown, ArrowUp, Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { StackIndex } from '../../lib/stack/index-stack.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import {
  activeClaim,
  type Sort,
  type SortBy,
  sortedRows,
  soughtRows,
  type ThinRow,
  type ThinState,
} from '../../lib/thin/thin-rows.ts';
import { DeviceLink } from '../inspector/device-link.tsx';
import { HostText } from '../ui/host-text.tsx';
import { Size } from '../ui/size.tsx';
import { type ThinAction, ThinMenu } from './thin-menu.tsx';

type ThinsTableProps = {
  readonly rows: readonly ThinRow[];
  readonly title: string;
  readonly index: StackIndex;
  readonly onSelect: (device: Device) => void;
  /** Null where nothing can be done. */
  readonly onAction: ((action: ThinAction, row: ThinRow) => void) | null;
};

/** More rows than these are for `dmscope thin show`. */
const LISTED = 500;

/** Thin IDs of a pool, to be sorted and sought. */
export function ThinsTable({ rows: all, title, index, onSelect, onAction }: ThinsTableProps) {
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<Sort>({ by: 'id', isFalling: false });
  const sought = useDeferredValue(query);
  const rows = useMemo(() => sortedRows(soughtRows(all, sought), sort), [all, sought, sort]);
  return (
    <section className="pool-part">
      <div className="pool-thins-head">
        <h3 className="group-title">{title}</h3>
        <label className="pool-search">
          <Search size={14} aria-hidden />
          <input
            type="search"
            aria-label="Find thin volumes"
            placeholder="ID, name or label"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </label>
        <p className="quiet" role="status">
          {rows.length === all.length
            ? `${grouped(all.length)} IDs`
            : `${grouped(rows.length)} of ${grouped(all.length)} IDs`}
        </p>
      </div>
      <table className="part-table pool-thins">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <SortHead key={column.title} {...column} sort={sort} onSort={setSort} />
            ))}
            {onAction && <td />}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, LISTED).map((row) => (
            <ThinLine key={row.thinId} row={row} index={index} onSelect={onSelect} onAction={onAction} />
          ))}
        </tbody>
      </table>
      {rows.length > LISTED && (
        <p className="quiet">
          {grouped(rows.length - LISTED)} more are not listed: find what you need, or{' '}
          <span className="mono">dmscope thin show</span> prints them all.
        </p>
      )}
    </section>
  );
}

type Column = {
  readonly title: string;
  readonly hint: string;
  readonly by: SortBy | null;
  readonly className?: string;
};

const COLUMNS: readonly Column[] = [
  { title: 'ID', by: 'id', className: 'figure', hint: 'All that the kernel knows it by' },
  { title: 'Name', by: 'name', hint: 'Who claims it: the active device, or the volume of LVM' },
  { title: 'Label', by: null, className: 'pool-wide', hint: 'What an operator called it' },
  { title: 'Mapped', by: 'mapped', className: 'figure', hint: 'Blocks it has, its own and shared' },
  { title: 'Its own', by: 'exclusive', className: 'figure', hint: 'What deleting it frees' },
  {
    title: 'Made',
    by: 'created',
    className: 'figure pool-wide',
    hint: "The pool's own count of snapshots when it was made, no clock",
  },
  {
    title: 'Copied',
    by: null,
    className: 'figure pool-wide',
    hint: "The pool's own count of snapshots when it was last copied, or made as a copy",
  },
  { title: 'State', by: null, hint: 'Whether it is active, and whether anybody has a name for it' },
];

type SortHeadProps = Column & { readonly sort: Sort; readonly onSort: (sort: Sort) => void };

function SortHead({ title, by, hint, className, sort, onSort }: SortHeadProps) {
  if (by === null)
    return (
      <th className={className} title={hint} scope="col">
        {title}
      </th>
    );
  const isSorted = sort.by === by;
  const Arrow = sort.isFalling ? ArrowDown : ArrowUp;
  return (
    <th
      className={className}
      scope="col"
      aria-sort={isSorted ? (sort.isFalling ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        title={hint}
        onClick={() => onSort({ by, isFalling: isSorted ? !sort.isFalling : isLargestFirst(by) })}
      >
        {title}
        {isSorted && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  );
}

function isLargestFirst(by: SortBy): boolean {
  return by === 'mapped' || by === 'exclusive';
}

const STATES: Readonly<Record<ThinState, { readonly word: string; readonly tone: string }>> = {
  active: { word: 'active', tone: 'plain' },
  inactive: { word: 'inactive', tone: 'quiet' },
  unclaimed: { word: 'unclaimed', tone: 'warn' },
  lost: { word: 'not in the pool', tone: 'bad' },
};

type ThinLineProps = Pick<ThinsTableProps, 'index' | 'onSelect' | 'onAction'> & { readonly row: ThinRow };

function ThinLine({ row, index, onSelect, onAction }: ThinLineProps) {
  const claim = activeClaim(row.claims);
  const device = claim ? index.byDevNo.get(claim.devNo) : undefined;
  const { word, tone } = STATES[row.state];
  return (
    <tr>
      <td className="figure mono">{row.thinId}</td>
      <td className="pool-name">
        {device ? (
          <DeviceLink index={index} device={device} onSelect={onSelect} />
        ) : (
          <span className="mono">
            <HostText text={row.name} />
          </span>
        )}
      </td>
      <td className="pool-wide pool-label">
        <HostText text={row.label} />
      </td>
      <td className="figure">
        <Size bytes={row.mappedBytes} />
      </td>
      <td className="figure">
        <Size bytes={row.exclusiveBytes} />
      </td>
      <td className="figure mono pool-wide">{row.createdTime}</td>
      <td className="figure mono pool-wide">{row.snapshotTime}</td>
      <td className="pool-state" data-tone={tone}>
        {word}
      </td>
      {onAction && (
        <td className="pool-menu">
          {row.state !== 'lost' && <ThinMenu row={row} onAction={(action) => onAction(action, row)} />}
        </td>
      )}
    </tr>
  );
}
