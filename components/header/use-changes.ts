'use client';

import { useState } from 'react';
import { type ChangeLog, NO_CHANGES, noteStack } from '../../lib/stack/change-log.ts';
import type { Stack } from '../../lib/stack/stack.ts';

/** What has happened since the first stack that this page had. */
export function useChanges(stack: Stack | null): ChangeLog {
  const [log, setLog] = useState(NO_CHANGES);
  if (stack === log.stack) return log;
  const next = noteStack(log, stack, Date.now());
  setLog(next);
  return next;
}
