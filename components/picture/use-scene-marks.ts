'use client';

import { useMemo } from 'react';
import type { Tree } from '../tree/use-tree.ts';
import type { SceneMarks } from './scene-shapes.tsx';

/** The tree's selection and search, as pictures show them. */
export function useSceneMarks({ index, keys, matches, selected }: Tree): SceneMarks {
  return useMemo(() => {
    const found = matches && [...matches.devNos].flatMap((devNo) => index.byDevNo.get(devNo) ?? []);
    return {
      selected: selected && keys.keyOf(selected),
      matches: found && new Set(found.map((device) => keys.keyOf(device))),
    };
  }, [index, keys, matches, selected]);
}
