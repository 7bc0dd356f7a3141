'use client';

/**
 * The page's connection to the server: one tRPC client, one query cache, and one subscription per host that is on the
 * page, however many components read it (HTTP/1.1 allows six connections per origin, and a stream holds one for good).
 *
 *     <TRPCReactProvider>      around the page, in app/layout.tsx
 *     useTRPC()                queries: `useQuery(useTRPC().host.list.queryOptions())`
 *                              `host.list` → { id, name, kind: 'live' | 'recording', note }[]. The first one is what
 *                              this server shows; its id is 'this-host' or 'recording': take it from here.
 *                              `host.raw({ hostId, devNo })` → the lines of the capture that speak of a device
 *     useHostStack(hostId)     → HostStack; null for hostId while it is not known yet. Also of a recording of this
 *                              browser (components/recordings/), of which the server is told nothing
 *     captureHref(hostId)      the capture as a text file, for a download link
 *
 * HostStack: `stack` (null until the first one arrives; an unchanged device keeps its object from one to the next),
 * `revision`, `freshness` { state: 'starting' | 'live' | 'stale' | 'recording', reason, lastSignAtMs (ms, browser's clock) },
 * `changedAt` (device number → ms since 1970: any difference; what is worth telling is in lib/stack/change-log.ts), `removed` (newest first),
 * `connection` 'connecting' | 'open' | 'lost': when it is lost, what is shown is as old as the last message.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';
import type { AppRouter } from '../server/router.ts';
import {
  createHostStackStore,
  type HostStack,
  type HostStackStore,
  NO_HOST_STACK,
  type OpenWatch,
} from './host-stack-store.ts';
import { createLocalHostStore } from './recordings/local-host-store.ts';
import { isLocalId } from './recordings/shelf-room.ts';

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

export { useTRPC };

const StoreContext = createContext<(hostId: string) => HostStackStore>(() => NO_STORE);
const NO_STORE: HostStackStore = { subscribe: () => () => undefined, read: () => NO_HOST_STACK };
const ENDPOINT = '/api/trpc';

/** Around everything that uses a hook of this file. */
export function TRPCReactProvider({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: 5000 } } }));
  const [trpcClient] = useState(createClient);
  const [storeOf] = useState(() => createStores(trpcClient));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        <StoreContext value={storeOf}>{children}</StoreContext>
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** The host's stack as it is now, and again whenever anything about it changes. */
export function useHostStack(hostId: string | null): HostStack {
  const storeOf = useContext(StoreContext);
  const store = hostId === null ? NO_STORE : storeOf(hostId);
  return useSyncExternalStore(store.subscribe, store.read, () => NO_HOST_STACK);
}

/** Where a host's latest capture can be downloaded. */
export function captureHref(hostId: string): string {
  return `/api/hosts/${encodeURIComponent(hostId)}/capture`;
}

function createClient(): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url: ENDPOINT }),
        false: httpBatchLink({ url: ENDPOINT }),
      }),
    ],
  });
}

function createStores(client: TRPCClient<AppRouter>): (hostId: string) => HostStackStore {
  const stores = new Map<string, HostStackStore>();
  return (hostId) => {
    const store =
      stores.get(hostId) ??
      (isLocalId(hostId) ? createLocalHostStore(hostId) : createHostStackStore(openWatch(client, hostId)));
    stores.set(hostId, store);
    return store;
  };
}

function openWatch(client: TRPCClient<AppRouter>, hostId: string): OpenWatch {
  return (lastEventId, { onMessage, onConnection, onEnd }) => {
    const subscription = client.host.watch.subscribe(
      { hostId, lastEventId },
      {
        onData: ({ id, data }) => onMessage(id, data),
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'pending') onConnection('open');
          else if (state === 'connecting') onConnection(error === null ? 'connecting' : 'lost');
        },
        onComplete: onEnd,
        onError: onEnd,
      },
    );
    return () => subscription.unsubscribe();
  };
}
