'use client';

import { FileText } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReportAbout } from './make-report.ts';
import { ReportDialog } from './report-dialog.tsx';

type ReportButtonProps = {
  readonly hostId: string;
  readonly about: ReportAbout;
  readonly className?: 'push-button' | 'text-button';
};

/** One click to the incident report on something, one more to its file. */
export function ReportButton({ hostId, about, className = 'push-button' }: ReportButtonProps) {
  return (
    <Dialog.Root>
      <Dialog.Trigger className={`${className} report-button`} title={TITLES[about.kind]}>
        <FileText size={14} aria-hidden />
        Report
      </Dialog.Trigger>
      <ReportDialog hostId={hostId} about={about} />
    </Dialog.Root>
  );
}

const TITLES: Readonly<Record<ReportAbout['kind'], string>> = {
  host: 'A report on this host, as a file',
  finding: 'A report on this finding, as a file',
  device: 'A report on this device, as a file',
  run: 'A report on this run, as a file',
};
