'use client';

import { useRef, useState } from 'react';
import type { Capture } from '../../lib/capture/capture.ts';
import { captureOfHost } from './capture-of-host.ts';
import type { ReportAbout, ReportFormat } from './make-report.ts';
import { saveFile } from './save-file.ts';

export type ReportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'making'; readonly format: ReportFormat }
  | { readonly kind: 'saved'; readonly name: string }
  /** `reason`: in a sentence without its end. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Makes the files of one report. All of them are of the capture that is the latest when the first one is asked for. */
export function useReport(hostId: string, about: ReportAbout) {
  const [state, setState] = useState<ReportState>({ kind: 'idle' });
  const capture = useRef<Promise<Capture> | null>(null);

  const latest = () => {
    const asked = capture.current ?? captureOfHost(hostId);
    capture.current = asked;
    asked.catch(() => {
      capture.current = null;
    });
    return asked;
  };
  const make = async (format: ReportFormat, isRedacted: boolean) => {
    setState({ kind: 'making', format });
    try {
      const [{ makeReport }, captured] = await Promise.all([import('./make-report.ts'), latest()]);
      const made = await makeReport(about, captured, { format, isRedacted });
      if (made.ok) saveFile(made.value);
      setState(made.ok ? { kind: 'saved', name: made.value.name } : { kind: 'failed', reason: made.reason });
    } catch (error) {
      setState({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    }
  };
  return { state, make };
}
