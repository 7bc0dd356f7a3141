'use client';

import { createContext, useContext } from 'react';

/**
 * Which host, and of which moment, the page shows: for what leads back to this very view. Null where no link could: what
 * one browser has opened from a file is nowhere else.
 */
export type ShownHost = {
  /** Without its moment. */
  readonly id: string;
  readonly isLive: boolean;
  /** `2026-11-21T15:56:00Z`; null for as it is now. */
  readonly at: string | null;
};

const Context = createContext<ShownHost | null>(null);

export const ShownHostProvider = Context.Provider;

export function useShownHost(): ShownHost | null {
  return useContext(Context);
}
