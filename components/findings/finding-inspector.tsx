'use client';

import type { Finding } from '../../lib/findings/finding.ts';
import type { Intent } from '../../lib/plan/intent.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { DeviceLink } from '../inspector/device-link.tsx';
import { Group } from '../inspector/facts.tsx';
import { ReportButton } from '../report/report-button.tsx';
import type { Tree } from '../tree/use-tree.ts';
import { CloseButton } from '../ui/close-button.tsx';
import { HostText } from '../ui/host-text.tsx';
import { SentenceList } from '../ui/sentence-list.tsx';
import { PreventionFacts } from './prevention-facts.tsx';
import { quotesBySection } from './quotes-by-section.ts';
import { SeverityMark } from './severity-mark.tsx';

type FindingInspectorProps = {
  readonly tree: Tree;
  readonly hostId: string;
  /** Null when the host has no such finding, or no longer. */
  readonly finding: Finding | null;
  readonly onDevice: (device: Device) => void;
  readonly onPlan: (intent: Intent) => void;
  readonly onClose: () => void;
};

/** One finding: what it leads to, why dmscope says so, what mends it and what keeps it from coming back. */
export function FindingInspector({ finding, onClose, ...facts }: FindingInspectorProps) {
  return (
    <aside className="inspector" aria-label="Inspector">
      <div className="inspector-head">
        {finding && <SeverityMark severity={finding.severity} />}
        {!finding && <h2 className="inspector-name">No such finding</h2>}
        <CloseButton what="finding" onClose={onClose} />
      </div>
      {finding ? (
        <FindingFacts {...facts} finding={finding} />
      ) : (
        <p className="soft inspector-gone">
          The host does not have this finding, or no longer. If it comes back, it shows here again.
        </p>
      )}
    </aside>
  );
}

type FindingFactsProps = Omit<FindingInspectorProps, 'finding' | 'onClose'> & {
  readonly finding: Finding;
};

function FindingFacts({ tree, hostId, finding, onDevice, onPlan }: FindingFactsProps) {
  const { title, consequence, intent, refusals, advice, prevention } = finding;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="finding-body" tabIndex={0} aria-label="About this finding">
      <h2 className="finding-heading">
        <HostText text={title} />
      </h2>
      <p className="finding-so">
        <HostText text={consequence} />
      </p>
      <div className="report-actions finding-plan">
        {intent && (
          <button
            type="button"
            className="push-button"
            onClick={() => onPlan({ kind: intent.kind, device: { identity: intent.device.identity } })}
          >
            {refusals.length > 0 ? 'Show what is in the way' : 'Show the plan'}
          </button>
        )}
        <ReportButton hostId={hostId} about={{ kind: 'finding', finding }} />
      </div>
      <Sentences title="Not yet, because" sentences={refusals} />
      <Sentences title={intent ? 'Also to do' : 'What to do'} sentences={advice} />
      <FindingDevices tree={tree} finding={finding} onDevice={onDevice} />
      <Group title="Because">
        {[...quotesBySection(finding.evidence)].map(([section, quotes]) => (
          <div key={section} className="quotes">
            <p className="mono quiet">
              <HostText text={section} />
            </p>
            <pre className="quote-lines mono">
              {quotes.map((quote) => (
                <span key={quote} className="quote-line">
                  <HostText text={quote} />
                </span>
              ))}
            </pre>
          </div>
        ))}
      </Group>
      {prevention && (
        <Group title={finding.intent === null ? 'Keep it from happening' : 'Keep it from coming back'}>
          <PreventionFacts prevention={prevention} />
        </Group>
      )}
    </section>
  );
}

/** A device in a list of hundreds is not read. */
const LISTED = 50;

function FindingDevices({ tree, finding, onDevice }: Omit<FindingFactsProps, 'onPlan' | 'hostId'>) {
  const { devices } = finding;
  return (
    <Group title={devices.length === 1 ? 'Device' : `${devices.length} devices`}>
      <ul className="relations">
        {devices.slice(0, LISTED).map(({ devNo, name, part }) => {
          const device = tree.index.byDevNo.get(devNo);
          return (
            <li key={`${devNo} ${part}`}>
              {device ? (
                <DeviceLink index={tree.index} device={device} onSelect={onDevice} />
              ) : (
                <span className="mono">
                  <HostText text={name} />
                </span>
              )}
              <p className="edge-words quiet">
                <HostText text={part} />
              </p>
            </li>
          );
        })}
      </ul>
      {devices.length > LISTED && <p className="quiet">and {devices.length - LISTED} more</p>}
    </Group>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Group title={title}>
      <SentenceList sentences={sentences} />
    </Group>
  );
}
