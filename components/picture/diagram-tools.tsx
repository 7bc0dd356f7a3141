'use client';

import { Focus, FoldVertical, Undo2, UnfoldVertical } from 'lucide-react';
import type { Diagram } from '../../lib/picture/diagram/diagram.ts';
import { holdersOf } from '../../lib/stack/index-stack.ts';
import type { Device } from '../../lib/stack/stack.ts';
import type { Tree } from '../tree/use-tree.ts';
import { Choice, type Option } from '../ui/choice.tsx';
import type { SetView, View } from '../view-state.ts';

type DiagramToolsProps = {
  readonly tree: Tree;
  readonly diagram: Diagram;
  readonly focus: Device | null;
  readonly view: View;
  readonly setView: SetView;
};

/** What of the stacks is drawn: around one device, to which depth, with what folded away. */
export function DiagramTools({ tree, diagram, focus, view, setView }: DiagramToolsProps) {
  const { selected, keys, index } = tree;
  const key = selected && keys.keyOf(selected);
  const isFolded = key !== null && view.folded.includes(key);
  const canFold = selected !== null && (isFolded || holdersOf(index, selected.devNo).length > 0);
  const isDrawn = selected !== null && diagram.nodes.some(({ devNo }) => devNo === selected.devNo);
  const canFocus = selected !== null && selected !== focus;
  if (!canFocus && !focus && view.folded.length === 0) return null;
  return (
    // A button that is gone once it was pressed leaves the keys to the picture.
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: its buttons are what is pressed
    <div className="picture-tools" onClick={keepKeys}>
      {focus && (
        <>
          <Depth label="Holders" value={view.up} onChange={(up) => setView({ up })} />
          <Depth label="Bases" value={view.down} onChange={(down) => setView({ down })} />
        </>
      )}
      {canFocus && (
        <button
          type="button"
          className="tool-button"
          title="Show only the selected device, its holders and the devices below it"
          onClick={() => setView({ focus: key, up: null, down: null })}
        >
          <Focus size={14} aria-hidden /> Focus on selected
        </button>
      )}
      {canFold && isDrawn && key !== null && (
        <button
          type="button"
          className="tool-button"
          title={isFolded ? 'Show its holders again' : 'Hide its holders'}
          onClick={() =>
            setView({
              folded: isFolded ? without(view.folded, key) : [...view.folded, key],
            })
          }
        >
          {isFolded ? <UnfoldVertical size={14} aria-hidden /> : <FoldVertical size={14} aria-hidden />}
          {isFolded ? 'Unfold its holders' : 'Fold its holders'}
        </button>
      )}
      {view.folded.length > (isFolded && isDrawn ? 1 : 0) && (
        <button type="button" className="tool-button" onClick={() => setView({ folded: null })}>
          <UnfoldVertical size={14} aria-hidden /> Unfold all
        </button>
      )}
      {focus && (
        <button
          type="button"
          className="tool-button"
          onClick={() => setView({ focus: null, up: null, down: null })}
        >
          <Undo2 size={14} aria-hidden /> {view.finding === null ? 'Whole host' : 'Back to the finding'}
        </button>
      )}
    </div>
  );
}

function keepKeys(): void {
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    document.querySelector<SVGGElement>('.diagram [tabindex="0"]')?.focus({ preventScroll: true });
  }, 0);
}

function without(keys: readonly string[], key: string): string[] | null {
  const rest = keys.filter((other) => other !== key);
  return rest.length === 0 ? null : rest;
}

const DEPTHS: readonly Option<string>[] = [
  ...['0', '1', '2', '3'].map((value) => ({ value, label: value, hint: `At most ${value} away` })),
  { value: 'all', label: 'All', hint: 'However far away' },
];

type DepthProps = {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (depth: number | null) => void;
};

function Depth({ label, value, onChange }: DepthProps) {
  return (
    <span className="picture-depth">
      <span className="soft">{label}</span>
      <Choice
        label={`Depth of ${label.toLowerCase()}`}
        options={DEPTHS}
        value={value === null ? 'all' : `${value}`}
        onChange={(depth) => onChange(depth === 'all' ? null : Number(depth))}
      />
    </span>
  );
}
