'use client';

import type { ReactNode } from 'react';
import type { Host } from '../../lib/stack/stack.ts';
import { HostChooser } from '../recordings/host-chooser.tsx';
import { HostText } from '../ui/host-text.tsx';

type HostHeaderProps = {
  /** Null while nothing has arrived. */
  readonly host: Host | null;
  readonly name: string;
  readonly children: ReactNode;
};

/** The strip at the top: whose stacks these are, and what there is to say about them. */
export function HostHeader({ host, name, children }: HostHeaderProps) {
  return (
    <header className="host-header">
      <h1 className="host-name mono">
        <HostText text={host?.name || name} />
      </h1>
      <HostChooser />
      {host && (
        <p className="host-facts quiet">
          {host.kernel && (
            <span title="Kernel">
              Linux <HostText text={host.kernel} />
            </span>
          )}
          {host.dmVersion && (
            <span className="host-dm" title="Version of the kernel's device-mapper interface">
              device-mapper <HostText text={host.dmVersion} />
            </span>
          )}
        </p>
      )}
      <div className="host-tools">{children}</div>
    </header>
  );
}
