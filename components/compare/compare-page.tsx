'use client';

import { useMemo } from 'react';
import { diffOfStacks, isSame } from '../../lib/diff/stack-diff.ts';
import { Account } from '../header/account.tsx';
import { HostHeader } from '../header/host-header.tsx';
import { SessionEndedBand } from '../header/session-ended-band.tsx';
import { StatusBands } from '../header/status-bands.tsx';
import { ThemeChoice } from '../header/theme-choice.tsx';
import { useMe } from '../header/use-me.ts';
import { HelpDialog } from '../help/help-dialog.tsx';
import type { HostStack } from '../host-stack-store.ts';
import type { AnyHost } from '../recordings/any-host.ts';
import { useLocalRecordings } from '../recordings/local-recordings.ts';
import { useAllHosts } from '../recordings/use-all-hosts.ts';
import { Skeleton } from '../tree/skeleton.tsx';
import { useHostStack } from '../trpc.tsx';
import { Notice } from '../ui/notice.tsx';
import type { SetView, View } from '../view-state.ts';
import { CompareBar } from './compare-bar.tsx';
import { CompareWorkspace } from './compare-workspace.tsx';

type ComparePageProps = {
  /** As the URL has them; the host that is shown is the later. */
  readonly earlierId: string;
  readonly view: View;
  readonly setView: SetView;
};

/** A host at two times, or two hosts: what was added, removed and changed from the one to the other. */
export function ComparePage({ earlierId, view, setView }: ComparePageProps) {
  const hosts = useAllHosts();
  const { isKnown } = useLocalRecordings();
  const earlier = hosts.find(({ id }) => id === earlierId) ?? null;
  const later = (view.host === null ? hosts[0] : hosts.find(({ id }) => id === view.host)) ?? null;
  const before = useHostStack(earlier?.id ?? null);
  const after = useHostStack(later?.id ?? null);
  const { me, hasEnded } = useMe(after.connection);
  const isAllThere = earlier !== null && later !== null;
  return (
    <div className="page">
      <HostHeader host={null} name="Compare">
        <HelpDialog
          isOpen={view.panel === 'help'}
          onOpenChange={(isOpen) => setView({ panel: isOpen ? 'help' : null })}
        />
        <ThemeChoice />
        <Account me={me} />
      </HostHeader>
      {hasEnded && <SessionEndedBand />}
      <LiveBands sides={[before, after]} />
      <CompareBar
        hosts={hosts}
        earlier={earlier}
        later={later}
        times={[before.stack?.host.timeSeconds ?? null, after.stack?.host.timeSeconds ?? null]}
        onChoose={(next) =>
          setView({ host: later?.id ?? null, compare: earlier?.id ?? null, device: null, ...next })
        }
      />
      {isAllThere ? (
        <Compared
          // Another pair is another tree.
          key={`${earlier.id} ${later.id}`}
          {...{ before, after, earlier, later, view, setView }}
        />
      ) : (
        <main className="page-body">{isKnown && hosts.length > 0 ? <OneIsMissing /> : <Skeleton />}</main>
      )}
    </div>
  );
}

/** What is compared is of no moment to go on from. */
const NOTHING_TO_DO = () => undefined;

/** A recording says what it is in the bar; a host that is not live, or not reached, has to say so itself. */
function LiveBands({ sides }: { readonly sides: readonly HostStack[] }) {
  return sides
    .filter(({ freshness }) => freshness.state !== 'recording')
    .slice(0, 1)
    .map(({ stack, freshness, connection }) => (
      <StatusBands
        at={null}
        onNow={NOTHING_TO_DO}
        key="live"
        host={stack?.host ?? null}
        freshness={freshness}
        connection={connection}
      />
    ));
}

type ComparedProps = Omit<ComparePageProps, 'earlierId'> & {
  readonly before: HostStack;
  readonly after: HostStack;
  readonly earlier: AnyHost;
  readonly later: AnyHost;
};

function Compared({ before, after, earlier, later, view, setView }: ComparedProps) {
  const diff = useMemo(
    () => (before.stack && after.stack ? diffOfStacks(before.stack, after.stack) : null),
    [before.stack, after.stack],
  );
  if (diff === null) {
    return (
      <main className="page-body">
        <Skeleton />
      </main>
    );
  }
  if (isSame(diff) && view.diff === 'only') {
    return (
      <main className="page-body">
        <Notice title={earlier.id === later.id ? 'These are the same recording' : 'Nothing differs'}>
          <p>
            All {diff.devices.length} devices are the same in both
            {diff.notCompared.length > 0 &&
              `, as far as both tell: not compared are ${diff.notCompared.join(', ')}`}
            .
          </p>
          <button type="button" className="push-button" onClick={() => setView({ diff: 'all' })}>
            Show them
          </button>
        </Notice>
      </main>
    );
  }
  return <CompareWorkspace diff={diff} view={view} setView={setView} />;
}

function OneIsMissing() {
  return (
    <Notice title="One of the two is not in this browser" tone="bad">
      <p>
        The link names a recording that was opened in another browser, or has been removed from this one. Open
        the same file here, or choose another one above.
      </p>
    </Notice>
  );
}
