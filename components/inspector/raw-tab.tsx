'use client';

import type { Device } from '../../lib/stack/stack.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';
import { useRawLines } from './use-raw-lines.ts';

/** The lines of the capture that speak of a device, as the host's tools printed them. */
export function RawTab({ hostId, device }: { readonly hostId: string; readonly device: Device }) {
  const raw = useRawLines(hostId, device);
  if (raw.isPending) return <p className="quiet">Reading the capture…</p>;
  if (raw.isError) return <p className="quiet">The raw lines cannot be had: {raw.error.message}</p>;
  const { sections } = raw.data;
  if (sections.length === 0) return <p className="quiet">No line of the capture names this device.</p>;
  return sections.map(({ section: name, command, lines, leftOut }) => (
    <section key={name} className="group raw-section">
      <h3 className="group-title raw-title">
        <span className="mono">
          <HostText text={command || name} />
        </span>
        <CopyButton text={lines.map((line) => line.text).join('\n')} what={`lines of ${name}`} />
      </h3>
      <pre className="raw-lines mono">
        {lines.map((line) => (
          <span key={line.line} className="raw-line">
            <span className="raw-number quiet" aria-hidden>
              {line.line}
            </span>
            <span>
              <HostText text={line.text} />
            </span>
          </span>
        ))}
      </pre>
      {leftOut > 0 && <p className="quiet">{leftOut} more lines are in the capture.</p>}
    </section>
  ));
}
