import { useMemo } from 'react';
import type { Finding } from '../../lib/findings/finding.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { SeverityMark } from '../findings/severity-mark.tsx';
import { HostText } from '../ui/host-text.tsx';

type DeviceFindingsProps = {
  readonly device: Device;
  /** All of the host's, worst first. */
  readonly findings: readonly Finding[];
  readonly onFinding: (finding: Finding) => void;
};

/** A device that is wrong in more ways than these has them in the strip. */
const SHOWN = 3;

/** What is wrong with a device, each a step away; nothing at all when nothing is. */
export function DeviceFindings({ device, findings, onFinding }: DeviceFindingsProps) {
  const own = useMemo(
    () => findings.filter(({ devices }) => devices.some(({ devNo }) => devNo === device.devNo)),
    [findings, device.devNo],
  );
  if (own.length === 0) return null;
  const label = own.length === 1 ? '1 finding' : `${own.length} findings`;
  return (
    <section className="device-findings" aria-label={label}>
      <h3 className="group-title">{label}</h3>
      <ul>
        {own.slice(0, SHOWN).map((finding) => (
          <li key={finding.id}>
            <button
              type="button"
              className="device-finding"
              data-severity={finding.severity}
              title={finding.title}
              onClick={() => onFinding(finding)}
            >
              <SeverityMark severity={finding.severity} />
              <span className="device-finding-title">
                <HostText text={finding.title} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {own.length > SHOWN && <p className="quiet">and {own.length - SHOWN} more in the strip above</p>}
    </section>
  );
}
