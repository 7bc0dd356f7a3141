'use client';

import { Dialog } from 'radix-ui';
import { type RefObject, useRef, useState } from 'react';
import { CopyLink } from '../moments/copy-link.tsx';
import { DialogHead } from '../ui/dialog-frame.tsx';
import { HostText } from '../ui/host-text.tsx';
import type { ReportAbout, ReportFormat } from './make-report.ts';
import { type ReportState, useReport } from './use-report.ts';

type ReportDialogProps = {
  readonly hostId: string;
  readonly about: ReportAbout;
};

const FORMATS: readonly { readonly format: ReportFormat; readonly label: string; readonly what: string }[] = [
  {
    format: 'html',
    label: 'HTML',
    what: 'One file, opens offline, prints on A4 and Letter',
  },
  { format: 'md', label: 'Markdown', what: 'For a ticket or a mail, with the trees as text' },
  { format: 'svg', label: 'Picture, SVG', what: 'Sharp at any size' },
  { format: 'png', label: 'Picture, PNG', what: 'At twice the size, for where SVG is not shown' },
];

/** What a report can be saved as. Enter saves it as HTML. */
export function ReportDialog({ hostId, about }: ReportDialogProps) {
  const first = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Portal>
      <Dialog.Overlay className="dialog-cover" />
      <Dialog.Content
        className="dialog report"
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          first.current?.focus();
        }}
      >
        <DialogHead title={titleOf(about)} what="report">
          {CONTENTS[about.kind]}
        </DialogHead>
        <ReportForm hostId={hostId} about={about} first={first} />
      </Dialog.Content>
    </Dialog.Portal>
  );
}

type ReportFormProps = ReportDialogProps & { readonly first: RefObject<HTMLButtonElement | null> };

/** Of its own, so that it begins anew whenever the dialog is opened: with the host as it is by then. */
function ReportForm({ hostId, about, first }: ReportFormProps) {
  const { state, make } = useReport(hostId, about);
  const [isRedacted, setRedacted] = useState(false);
  return (
    <>
      <div className="dialog-body">
        <ul className="report-formats" aria-label="Save as">
          {FORMATS.map(({ format, label, what }, at) => (
            <li key={format}>
              <button
                ref={at === 0 ? first : undefined}
                type="button"
                className="push-button run-button"
                data-tone={at === 0 ? 'main' : undefined}
                aria-describedby={`report-${format}`}
                disabled={state.kind === 'making' && state.format !== format}
                onClick={() => state.kind !== 'making' && make(format, isRedacted)}
              >
                {label}
              </button>
              <span id={`report-${format}`} className="soft">
                {what}
              </span>
            </li>
          ))}
        </ul>
        <label className="check-label">
          <input
            type="checkbox"
            checked={isRedacted}
            aria-describedby="report-redacted"
            onChange={({ target }) => setRedacted(target.checked)}
          />
          Redact names
        </label>
        <p id="report-redacted" className="quiet report-redacted">
          Names of hosts, users, volumes and labels, their paths, UUIDs, serial numbers and addresses become
          the same stand-ins everywhere; sizes, device numbers, times, versions and the order of the stack
          stay.
        </p>
      </div>
      <div className="dialog-foot">
        <p className="dialog-why soft" role="status" data-failed={state.kind === 'failed' || undefined}>
          <HostText text={stateWords(state)} />
        </p>
        <CopyLink />
        <Dialog.Close className="push-button">Close</Dialog.Close>
      </div>
    </>
  );
}

function titleOf(about: ReportAbout): string {
  switch (about.kind) {
    case 'host':
      return 'Report on this host';
    case 'finding':
      return `Report: ${about.finding.title}`;
    case 'device':
      return `Report: what holds ${about.device.name}`;
    case 'run':
      return `Report: ${about.run.plan.title}`;
    default:
      return about satisfies never;
  }
}

const CONTENTS: Readonly<Record<ReportAbout['kind'], string>> = {
  host: 'All devices and all findings, as a picture and a tree',
  finding: 'Summary, pictures and trees, evidence, plan, prevention and the raw lines',
  device: 'Its holders, the devices below it, its findings and its raw lines',
  run: 'What was done with its output, the pictures before and after, and prevention',
};

function stateWords(state: ReportState): string {
  switch (state.kind) {
    case 'idle':
      return '';
    case 'making':
      return 'Making it …';
    case 'saved':
      return `Saved as ${state.name}`;
    case 'failed':
      return `Not made: ${state.reason}.`;
    default:
      return state satisfies never;
  }
}
