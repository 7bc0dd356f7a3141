'use client';

import { useQuery } from '@tanstack/react-query';
import { Dashboard } from './dashboard.tsx';
import { HostHeader } from './header/host-header.tsx';
import { SessionEndedBand } from './header/session-ended-band.tsx';
import { ThemeChoice } from './header/theme-choice.tsx';
import { isSignedOut } from './header/use-me.ts';
import { useHostStack, useTRPC } from './trpc.tsx';
import { Notice } from './ui/notice.tsx';
import { useView } from './view-state.ts';

/** Finds the host that the URL asks for, or the first there is, and follows it. */
export function StackPage() {
  const { view, setView } = useView();
  const hosts = useQuery(useTRPC().host.list.queryOptions());
  const host = view.host === null ? hosts.data?.[0] : hosts.data?.find(({ id }) => id === view.host);
  const hostStack = useHostStack(host?.id ?? null);
  if (host) return <Dashboard host={host} hostStack={hostStack} view={view} setView={setView} />;
  return (
    <div className="page">
      <HostHeader host={null} name={view.host ?? 'dmscope'}>
        <ThemeChoice />
      </HostHeader>
      {isSignedOut(hosts.error) && <SessionEndedBand />}
      <main className="page-body">
        {hosts.isError ? (
          <Notice title="dmscope's server does not answer" tone="bad">
            <p>{hosts.error.message}</p>
            <button type="button" className="push-button" onClick={() => hosts.refetch()}>
              Ask again
            </button>
          </Notice>
        ) : hosts.isPending ? (
          <Notice title="Connecting" />
        ) : (
          <Notice title={`No host “${view.host}” here`} tone="bad">
            <p>This server does not show a host of that name.</p>
            <button type="button" className="push-button" onClick={() => setView({ host: null })}>
              Show what it has
            </button>
          </Notice>
        )}
      </main>
    </div>
  );
}
