'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc.tsx';
import type { AnyHost } from './any-host.ts';
import { useLocalRecordings } from './local-recordings.ts';
import { recordingName } from './recording-words.ts';

/** The server's, then what was opened in this browser. */
export function useAllHosts(): readonly AnyHost[] {
  const hosts = useQuery(useTRPC().host.list.queryOptions()).data ?? [];
  const { list } = useLocalRecordings();
  return [
    ...hosts.map(({ id, name, kind }): AnyHost => ({ id, name, kind, timeSeconds: null, fileName: '' })),
    ...list.map((recording): AnyHost => {
      const { id, timeSeconds, fileName } = recording;
      return { id, name: recordingName(recording), kind: 'local', timeSeconds, fileName };
    }),
  ];
}
