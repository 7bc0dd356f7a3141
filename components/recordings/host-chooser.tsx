'use client';

import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { NOTHING_CHOSEN, useView } from '../view-state.ts';
import { pairToCompare } from './any-host.ts';
import { useCaptureDesk } from './capture-desk.tsx';
import { HostItems, MenuItem, RemoveItems } from './host-menu-items.tsx';
import { removeRecordings } from './local-recordings.ts';
import { useAllHosts } from './use-all-hosts.ts';

/** Beside the host's name: what else can be shown here, and how something from elsewhere gets here. */
export function HostChooser() {
  const { view, setView } = useView();
  const hosts = useAllHosts();
  const desk = useCaptureDesk();
  const shownId = view.host ?? hosts[0]?.id ?? null;
  const pair = pairToCompare(hosts, shownId);
  const isAlone = hosts.length <= 1;
  const show = (host: string) => setView({ ...NOTHING_CHOSEN, host }, { history: 'push' });
  const isLocal = ({ kind }: (typeof hosts)[number]) => kind === 'local';
  const remove = async (hostIds: readonly string[]) => {
    const isNeeded = [shownId, view.compare].some((id) => id !== null && hostIds.includes(id));
    if (isNeeded) await setView({ ...NOTHING_CHOSEN, host: null });
    await removeRecordings(hostIds);
  };
  const shown = { shownId: view.compare === null ? shownId : null, onShow: show };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="text-button host-chooser soft"
        aria-label={isAlone ? 'Open a recording' : 'Choose what is shown'}
      >
        {isAlone ? 'Open' : 'Switch'}
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          {!isAlone && (
            <>
              <HostItems title="On this server" hosts={hosts.filter((host) => !isLocal(host))} {...shown} />
              <HostItems title="Only in this browser" hosts={hosts.filter(isLocal)} {...shown} />
              <DropdownMenu.Separator className="menu-line" />
            </>
          )}
          <MenuItem onSelect={desk.pickFiles}>Open a file…</MenuItem>
          <MenuItem onSelect={desk.pickFolder}>Open a folder…</MenuItem>
          <MenuItem onSelect={desk.pasteText}>Paste text…</MenuItem>
          <MenuItem
            isDisabled={pair === null}
            onSelect={() => pair && setView({ ...NOTHING_CHOSEN, ...pair }, { history: 'push' })}
          >
            Compare…
          </MenuItem>
          <RemoveItems
            localIds={hosts.filter(isLocal).map(({ id }) => id)}
            shownId={shown.shownId}
            onRemove={(hostIds) => void remove(hostIds)}
          />
          {isAlone && (
            <p className="menu-words quiet">
              A capture, a sosreport, a supportconfig, or what dmsetup and lsblk printed. It can also be
              dropped on this page. It stays in this browser.
            </p>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
