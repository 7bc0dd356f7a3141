'use client';

import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type { Device } from '../lib/stack/stack.ts';
import { pathTo } from '../lib/tree/path-to.ts';
import type { Row } from '../lib/tree/rows.ts';
import { withClosed, withOpened } from './tree/expansion.ts';
import type { Reveal } from './tree/use-focused-row.ts';
import type { Tree } from './tree/use-tree.ts';
import type { SetView } from './view-state.ts';

/** What a reader can do with the tree, as changes of the view. */
export function useTreeActions(tree: Tree, setView: SetView) {
  const [reveal, setReveal] = useState<Reveal | null>(null);
  const ask = useCallback(
    (key: number, align: Reveal['align'] = 'auto') =>
      setReveal((last) => ({ key, order: (last?.order ?? 0) + 1, align })),
    [],
  );

  const openRows = (rows: readonly Row[]) =>
    setView((view) =>
      withOpened(
        view,
        rows.map((row) => row.key),
      ),
    );
  const closeRow = (row: Row) => setView((view) => withClosed(view, [row.key]));
  /** What the inspector says of it is made in slices: keys and pointer do not wait for it. */
  const selectRow = (row: Row) =>
    startTransition(() => void setView({ device: tree.keys.keyOf(row.device) }));

  /** Brings a device into view, opening what it stands below of where it is not in view yet. */
  const show = (device: Device, align: Reveal['align'] = 'auto') => {
    const row = tree.rows.find((candidate) => candidate.device.devNo === device.devNo);
    if (row) return ask(row.key, align);
    const path = pathTo(tree.forest, device.devNo);
    const key = path?.at(-1);
    if (!path || key === undefined) return;
    setView((view) => withOpened(view, path.slice(0, -1)));
    ask(key, align);
  };
  /** Brings several into view, as far as they fit, the first one in any case. */
  const showAll = (devices: readonly Device[]) => {
    const inView = new Set(tree.rows.map((row) => row.device.devNo));
    const paths = devices
      .filter(({ devNo }) => !inView.has(devNo))
      .flatMap(({ devNo }) => pathTo(tree.forest, devNo)?.slice(0, -1) ?? []);
    if (paths.length > 0) setView((view) => withOpened(view, paths));
    if (devices[0]) show(devices[0], 'center');
  };
  const selectDevice = (device: Device) => {
    setView({ device: tree.keys.keyOf(device) });
    show(device);
  };
  /** As pictures name devices. */
  const selectIdentity = (identity: string) => {
    const device = tree.keys.find(identity);
    if (device) selectDevice(device);
  };

  const matchAt = useRef(-1);
  const goToMatch = (step: 1 | -1) => {
    const { rows, matches } = tree;
    if (!matches) return;
    const found = rows.filter((row) => matches.devNos.has(row.device.devNo) && !row.isRepeat);
    if (found.length === 0) return;
    matchAt.current = (matchAt.current + step + found.length) % found.length;
    const row = found[matchAt.current];
    if (row) ask(row.key);
  };
  const words = tree.matches?.words.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins at its first match
  useEffect(() => {
    matchAt.current = -1;
  }, [words]);

  return { reveal, openRows, closeRow, selectRow, selectDevice, selectIdentity, show, showAll, goToMatch };
}
