import { useMemo } from 'react';
import type { Fate } from '../../lib/diff/stack-diff.ts';
import { usedAs } from '../../lib/stack/describe.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import { layerOf } from '../../lib/stack/layer.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import { stateMarks } from '../../lib/stack/state.ts';
import { guidesOf } from '../../lib/tree/guides.ts';
import { type Row, type RowKey, USUAL, unfoldRows } from '../../lib/tree/rows.ts';
import { type Direction, plantForest } from '../../lib/tree/unfold.ts';
import { GuideLines } from '../tree/guide-lines.tsx';
import { edgeNote } from '../tree/row-notes.ts';
import { StateMarks } from '../tree/state-cell.tsx';
import { HostText, MiddleText } from '../ui/host-text.tsx';
import { LayerMark } from '../ui/layer-mark.tsx';

type SmallTreeProps = {
  readonly title: string;
  readonly stack: Stack;
  readonly direction: Direction;
  /** What is said of a device, by its identity. */
  readonly fates: ReadonlyMap<string, Fate>;
  readonly words: Readonly<Record<Fate['kind'], string>>;
  readonly whenEmpty: string;
};

/** More rows than these say nothing at a glance. */
const SHOWN = 24;
/** Levels that there is room for beside a name. */
const GUIDE_ROOM = 7;

/** A part of a stack as a picture: the rows of the tree, to be looked at only. */
export function SmallTree({ title, stack, direction, fates, words, whenEmpty }: SmallTreeProps) {
  const index = useMemo(() => indexStack(stack), [stack]);
  const rows = useMemo(() => rowsOf(stack, direction), [stack, direction]);
  return (
    <figure className="small-tree" aria-label={title}>
      <figcaption className="group-title">{title}</figcaption>
      {rows.length === 0 && <p className="quiet">{whenEmpty}</p>}
      {rows.slice(0, SHOWN).map((row, at) => {
        const fate = fates.get(row.device.identity);
        return (
          <p
            key={row.key}
            className="small-row"
            data-fate={fate?.kind}
            data-repeat={row.isRepeat || undefined}
          >
            <GuideLines guides={guidesOf(rows, at, GUIDE_ROOM)} isLeaf={false} />
            <LayerMark layer={layerOf(index, row.device)} />
            <RowName row={row} />
            <RowNotes row={row} fate={fate} words={words} />
          </p>
        );
      })}
      {rows.length > SHOWN && <p className="small-more quiet">and {rows.length - SHOWN} more rows</p>}
    </figure>
  );
}

function RowName({ row }: { readonly row: Row }) {
  return (
    <span className="device-name mono">
      <span className="sr-only">level {row.level}: </span>
      <MiddleText text={row.device.name} />
    </span>
  );
}

type RowNotesProps = Pick<SmallTreeProps, 'words'> & {
  readonly row: Row;
  readonly fate: Fate | undefined;
};

function RowNotes({ row, fate, words }: RowNotesProps) {
  const note = edgeNote(row.edge);
  if (row.isRepeat) return <span className="small-notes quiet">as above</span>;
  return (
    <span className="small-notes">
      {note && (
        <span className="quiet">
          <HostText text={note} />
        </span>
      )}
      {fate ? (
        <span className="small-fate">
          <HostText text={[words[fate.kind], ...fate.words].filter(Boolean).join(', ')} />
        </span>
      ) : (
        <State device={row.device} />
      )}
    </span>
  );
}

function State({ device }: { readonly device: Device }) {
  const use = usedAs(device);
  const marks = stateMarks(device).filter(({ tone }) => tone === 'bad' || tone === 'warn');
  return (
    <>
      <StateMarks marks={marks} />
      {use?.isActive && (
        <span className="mono soft">
          <HostText text={use.text} />
        </span>
      )}
    </>
  );
}

/** Every device opens once, and is only named where it stands again. */
function rowsOf(stack: Stack, direction: Direction): readonly Row[] {
  const forest = plantForest(indexStack(stack), direction, 'all');
  const repeats = unfoldRows(forest, USUAL).rows.flatMap((row): RowKey[] => (row.isRepeat ? [row.key] : []));
  return unfoldRows(forest, { ...USUAL, closed: new Set(repeats) }).rows;
}
