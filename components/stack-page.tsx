'use client';

import { useQuery } from '@tanstack/react-query';
import { Dashboard } from './dashboard.tsx';
import { HostHeader } from './header/host-header.tsx';
import { SessionEndedBand } from './header/session-ended-band.tsx';
import { ThemeChoice } from './header/theme-choice.tsx';
import { isSignedOut } from './header/use-me.ts';
import { MomentNotice } from './moments/moment-notice.tsx';
import { ShownHostProvider } from './moments/shown-host.tsx';
import { useMoment } from './moments/use-moment.ts';
import { useHostStack, useTRPC } from './trpc.tsx';
import { Notice } from './ui/notice.tsx';
import { useView } from './view-state.ts';

/** Finds the host that the URL asks for, or the first there is, and follows it. */
export function StackPage() {
  const { view, setView } = useView();
  const hosts = useQuery(useTRPC().host.list.queryOptions());
  const host = view.host === null ? hosts.data?.[0] : hosts.data?.find(({ id }) => id === view.host);
  const moment = useMoment(host, view.at);
  const shownId = moment.kind === 'kept' ? moment.hostId : moment.kind === 'now' ? (host?.id ?? null) : null;
  const hostStack = useHostStack(shownId);
  if (host && shownId !== null) {
    const at = moment.kind === 'kept' ? moment.at : null;
    return (
      <ShownHostProvider value={{ id: host.id, isLive: host.kind === 'live', at }}>
        <Dashboard
          key={shownId}
          host={{ ...host, id: shownId }}
          at={at}
          hostStack={hostStack}
          view={view}
          setView={setView}
        />
      </ShownHostProvider>
    );
  }
  return (
    <div className="page">
      <HostHeader host={null} name={host?.name ?? view.host ?? 'dmscope'}>
        <ThemeChoice />
      </HostHeader>
      {isSignedOut(hosts.error) && <SessionEndedBand />}
      <main className="page-body">
        {moment.kind !== 'now' && moment.kind !== 'kept' ? (
          <MomentNotice moment={moment} onMoment={(at) => setView({ at })} />
        ) : hosts.isError ? (
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
