'use client';

import { useEffect, useMemo, useRef } from 'react';
import type { Finding } from '../../lib/findings/finding.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { pathTo } from '../../lib/tree/path-to.ts';
import type { Tree } from '../tree/use-tree.ts';
import { usePageKey } from '../use-page-key.ts';
import type { SetView, View } from '../view-state.ts';
import type { Found } from './findings-runner.ts';
import { lineId } from './findings-strip.tsx';
import { findingAfter } from './strip-lines.ts';

type Options = {
  readonly tree: Tree;
  readonly found: Found | null;
  readonly view: View;
  readonly setView: SetView;
  readonly showAll: (devices: readonly Device[]) => void;
};

/** More devices of one finding are marked where they are in view, but not brought there. */
const BROUGHT_INTO_VIEW = 50;

/** The finding that the URL names: brings its devices into view, once whenever it is selected, and goes to the next. */
export function useSelectedFinding({ tree, found, view, setView, showAll }: Options) {
  const selected = useMemo(
    () => found?.findings.find(({ id }) => id === view.finding) ?? null,
    [found, view.finding],
  );
  const shownId = useRef<string | null>(null);
  const lineToFocus = useRef<string | null>(null);

  const show = (finding: Finding) => {
    const devices = finding.devices
      .slice(0, BROUGHT_INTO_VIEW)
      .flatMap(({ devNo }) => tree.index.byDevNo.get(devNo) ?? []);
    const isHidden = devices.some(({ devNo }) => pathTo(tree.forest, devNo) === null);
    // The device-mapper scope leaves out what only other tools show: the tree has to be planted anew first.
    if (isHidden && view.scope === 'dm') setView({ scope: 'all' });
    else {
      shownId.current = finding.id;
      showAll(devices);
    }
  };
  const select = (finding: Finding) => {
    shownId.current = null;
    setView({ finding: finding.id, device: null, q: null, focus: null });
    if (finding.id === view.finding) show(finding);
  };
  const close = () => setView({ finding: null });

  usePageKey('f', () => {
    const next = findingAfter(found?.findings ?? [], view.finding);
    if (!next) return;
    lineToFocus.current = lineId(next);
    select(next);
  });
  useEffect(() => {
    if (view.finding === null) shownId.current = null;
    else if (selected && view.q === '' && shownId.current !== selected.id) show(selected);
    const line = lineToFocus.current === null ? null : document.getElementById(lineToFocus.current);
    if (!line) return;
    lineToFocus.current = null;
    line.focus();
  });

  return { selected, select, close };
}

export type SelectedFinding = ReturnType<typeof useSelectedFinding>;
