'use client';

import { useMemo, useState } from 'react';
import { type Change, changeTimes, countSince } from '../lib/stack/change-log.ts';
import type { Freshness } from '../lib/stack/followed-stack.ts';
import { utcText } from '../lib/text/time-text.ts';
import { Account } from './header/account.tsx';
import { ChangesPanel } from './header/changes-panel.tsx';
import { FreshnessMark } from './header/freshness-mark.tsx';
import { HostHeader } from './header/host-header.tsx';
import { ProblemsPanel } from './header/problems-panel.tsx';
import { SessionEndedBand } from './header/session-ended-band.tsx';
import { StatusBands } from './header/status-bands.tsx';
import { ThemeChoice } from './header/theme-choice.tsx';
import { useChanges } from './header/use-changes.ts';
import { useMe } from './header/use-me.ts';
import { HelpDialog } from './help/help-dialog.tsx';
import type { HostStack } from './host-stack-store.ts';
import { LinkButton } from './moments/link-button.tsx';
import { MomentsPanel } from './moments/moments-panel.tsx';
import { CaptureDownload } from './recordings/capture-download.tsx';
import { ReportButton } from './report/report-button.tsx';
import { RunBand } from './run/run-band.tsx';
import { RunsPanel } from './run/runs-panel.tsx';
import { Skeleton } from './tree/skeleton.tsx';
import { HostText } from './ui/host-text.tsx';
import { Notice } from './ui/notice.tsx';
import type { SetView, View } from './view-state.ts';
import { Workspace } from './workspace.tsx';

type DashboardProps = {
  readonly host: { readonly id: string; readonly name: string };
  /** The moment of it that is shown; null for as it is now, and for a recording. */
  readonly at: string | null;
  readonly hostStack: HostStack;
  readonly view: View;
  readonly setView: SetView;
};

/** One host: the strip that says whose stacks these are and whether to believe them, then the stacks. */
export function Dashboard({ host, at, hostStack, view, setView }: DashboardProps) {
  const { stack, freshness, connection, removed } = hostStack;
  const { me, hasEnded } = useMe(connection);
  const log = useChanges(stack);
  const changedAt = useMemo(() => changeTimes(log), [log]);
  const [seenId, setSeenId] = useState(0);
  const [sought, setSought] = useState<Change | null>(null);
  const openPanel = (panel: View['panel'], isOpen: boolean) => {
    if (panel === 'changes') setSeenId(log.lastId);
    setView({ panel: isOpen ? panel : null });
  };
  return (
    <div className="page">
      <HostHeader host={stack?.host ?? null} name={host.name}>
        {stack && (
          <>
            <ProblemsPanel
              problems={stack.problems}
              isOpen={view.panel === 'problems'}
              onOpenChange={(isOpen) => openPanel('problems', isOpen)}
            />
            {freshness.state !== 'recording' && (
              <ChangesPanel
                changes={log.changes}
                newCount={countSince(log, seenId)}
                isOpen={view.panel === 'changes'}
                onOpenChange={(isOpen) => openPanel('changes', isOpen)}
                onSelect={setSought}
              />
            )}
            {freshness.state !== 'recording' && (
              <RunsPanel
                hostId={host.id}
                isOpen={view.panel === 'runs'}
                onOpenChange={(isOpen) => openPanel('runs', isOpen)}
                onSelect={(run) => setView({ run, plan: null, panel: null })}
              />
            )}
          </>
        )}
        <MomentsPanel
          isOpen={view.panel === 'moments'}
          onOpenChange={(isOpen) => openPanel('moments', isOpen)}
          onMoment={(next) => setView({ at: next, panel: null })}
        />
        {stack && <ReportButton hostId={host.id} about={{ kind: 'host' }} className="text-button" />}
        <FreshnessMark freshness={freshness} connection={connection} />
        <LinkButton />
        <CaptureDownload hostId={host.id} />
        <HelpDialog isOpen={view.panel === 'help'} onOpenChange={(isOpen) => openPanel('help', isOpen)} />
        <ThemeChoice />
        <Account me={me} />
      </HostHeader>
      {hasEnded && <SessionEndedBand />}
      <StatusBands
        host={stack?.host ?? null}
        freshness={freshness}
        // Said once: the connection is lost because the session has ended.
        connection={hasEnded ? 'connecting' : connection}
        at={at}
        onNow={() => setView({ at: null })}
      />
      <RunBand
        hostId={host.id}
        isAsked={freshness.state !== 'recording'}
        onShow={(run) => setView({ run, plan: null })}
      />
      {freshness.state !== 'recording' && freshness.lastSignAtMs !== null && (
        <p className="print-only">Last sign of the host: {utcText(freshness.lastSignAtMs)}</p>
      )}
      {stack ? (
        <Workspace
          stack={stack}
          changedAt={changedAt}
          removed={removed}
          hostId={host.id}
          hostState={{ freshness: freshness.state, connection, me }}
          sought={sought?.devNo ?? null}
          onFound={() => setSought(null)}
          view={view}
          setView={setView}
        />
      ) : (
        <main className="page-body">
          {at === null ? (
            <Waiting isStale={freshness.state === 'stale'} />
          ) : (
            <WaitingForMoment freshness={freshness} />
          )}
        </main>
      )}
    </div>
  );
}

/** Until there is a stack; why there is none is said by the band above. */
function Waiting({ isStale }: { readonly isStale: boolean }) {
  if (!isStale) return <Skeleton />;
  return (
    <Notice title="Nothing from the host yet" tone="bad">
      <p>
        Reading device-mapper needs root, or passwordless sudo for the commands listed in the README. The page
        continues by itself as soon as the collector answers.
      </p>
    </Notice>
  );
}

/** A file that is there and cannot be read: nothing else can go wrong with a moment that is kept. */
function WaitingForMoment({ freshness: { state, reason } }: { readonly freshness: Freshness }) {
  if (state !== 'stale') return <Skeleton />;
  return (
    <Notice title="This moment cannot be read" tone="bad">
      <p>{reason && <HostText text={reason} />}</p>
    </Notice>
  );
}
