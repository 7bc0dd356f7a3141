'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { Dashboard } from './dashboard.tsx';
import { HostHeader } from './header/host-header.tsx';
import { SessionEndedBand } from './header/session-ended-band.tsx';
import { ThemeChoice } from './header/theme-choice.tsx';
import { isSignedOut } from './header/use-me.ts';
import { MomentNotice } from './moments/moment-notice.tsx';
import { ShownHostProvider } from './moments/shown-host.tsx';
import { useMoment } from './moments/use-moment.ts';
import { CaptureDesk } from './recordings/capture-desk.tsx';
import { useLocalRecordings } from './recordings/local-recordings.ts';
import { MissingRecording } from './recordings/missing-recording.tsx';
import { isLocalId } from './recordings/shelf-room.ts';
import { useAllHosts } from './recordings/use-all-hosts.ts';
import { useHostStack, useTRPC } from './trpc.tsx';
import { Notice } from './ui/notice.tsx';
import { NOTHING_CHOSEN, type SetView, useView, type View } from './view-state.ts';

const ComparePage = dynamic(async () => (await import('./compare/compare-page.tsx')).ComparePage);

/** Finds what the URL asks for: a host, the first there is, or two that are compared. */
export function StackPage() {
  const { view, setView } = useView();
  return (
    <CaptureDesk view={view} setView={setView}>
      {view.compare === null ? (
        <OneHost view={view} setView={setView} />
      ) : (
        <ComparePage earlierId={view.compare} view={view} setView={setView} />
      )}
    </CaptureDesk>
  );
}

type OneHostProps = { readonly view: View; readonly setView: SetView };

function OneHost({ view, setView }: OneHostProps) {
  const asked = useQuery(useTRPC().host.list.queryOptions());
  const local = useLocalRecordings();
  const hosts = useAllHosts();
  // What was opened here is shown when asked for by name; to begin with there is what the server has.
  const host = hosts.find(({ id }) => id === (view.host ?? asked.data?.[0]?.id));
  const moment = useMoment(host, view.at);
  const shownId = moment.kind === 'kept' ? moment.hostId : moment.kind === 'now' ? (host?.id ?? null) : null;
  const hostStack = useHostStack(shownId);
  if (host && shownId !== null) {
    const at = moment.kind === 'kept' ? moment.at : null;
    // No link leads to what one browser alone has.
    const shown = host.kind === 'local' ? null : { id: host.id, isLive: host.kind === 'live', at };
    return (
      <ShownHostProvider value={shown}>
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
  const isLocal = view.host !== null && isLocalId(view.host);
  const showServer = () => setView({ ...NOTHING_CHOSEN, host: null });
  return (
    <div className="page">
      <HostHeader host={null} name={isLocal ? 'Recording' : (host?.name ?? view.host ?? 'dmscope')}>
        <ThemeChoice />
      </HostHeader>
      {isSignedOut(asked.error) && <SessionEndedBand />}
      <main className="page-body">
        {moment.kind !== 'now' && moment.kind !== 'kept' ? (
          <MomentNotice moment={moment} onMoment={(at) => setView({ at })} />
        ) : isLocal ? (
          local.isKnown ? (
            <MissingRecording onShowServer={showServer} />
          ) : (
            <Notice title="Looking for the recording" />
          )
        ) : asked.isError ? (
          <Notice title="dmscope's server does not answer" tone="bad">
            <p>{asked.error.message}</p>
            <button type="button" className="push-button" onClick={() => asked.refetch()}>
              Ask again
            </button>
          </Notice>
        ) : asked.isPending ? (
          <Notice title="Connecting" />
        ) : (
          <Notice title={`No host “${view.host}” here`} tone="bad">
            <p>This server does not show a host of that name.</p>
            <button type="button" className="push-button" onClick={showServer}>
              Show what it has
            </button>
          </Notice>
        )}
      </main>
    </div>
  );
}
