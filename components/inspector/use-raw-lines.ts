'use client';

import { useQuery } from '@tanstack/react-query';
import type { Device } from '../../lib/stack/stack.ts';
import { linesOfLocalHost } from '../recordings/local-recordings.ts';
import { isLocalId } from '../recordings/shelf-room.ts';
import { useTRPC } from '../trpc.tsx';

/** The lines of a host's capture that speak of a device: asked of the server, or read here where the capture is here. */
export function useRawLines(hostId: string, device: Device) {
  const isLocal = isLocalId(hostId);
  const { devNo } = device;
  const told = useQuery(useTRPC().host.raw.queryOptions({ hostId, devNo }, { enabled: !isLocal }));
  const read = useQuery({
    queryKey: ['raw lines of a local recording', hostId, devNo],
    queryFn: () => linesOfLocalHost(hostId, device),
    enabled: isLocal,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return isLocal ? read : told;
}
