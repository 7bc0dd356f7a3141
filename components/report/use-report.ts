'use client';

import { useRef, useState } from 'react';
import { captureOfHost } from './capture-of-host.ts';
import type { Evidence, ReportAbout, ReportFormat } from './make-report.ts';
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
  const evidence = useRef<Promise<Evidence> | null>(null);

  const latest = () => {
    const asked = evidence.current ?? evidenceOfHost(hostId);
    evidence.current = asked;
    asked.catch(() => {
      evidence.current = null;
    });
    return asked;
  };
  const make = async (format: ReportFormat, isRedacted: boolean) => {
    setState({ kind: 'making', format });
    try {
      const [{ makeReport }, of] = await Promise.all([import('./make-report.ts'), latest(), untilPainted()]);
      const made = await makeReport(about, of, { format, isRedacted });
      if (made.ok) saveFile(made.value);
      setState(made.ok ? { kind: 'saved', name: made.value.name } : { kind: 'failed', reason: made.reason });
    } catch (error) {
      setState({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    }
  };
  return { state, make };
}

async function evidenceOfHost(hostId: string): Promise<Evidence> {
  const [{ evidenceOf }, capture] = await Promise.all([
    import('./make-report.ts'),
    captureOfHost(hostId),
    untilPainted(),
  ]);
  return evidenceOf(capture);
}

const DRAWN_WITHIN_MS = 200;

/** A report on a large host takes its time, in which nothing is drawn: first it is said that it is being made. */
function untilPainted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    // Nothing is drawn of a tab that is hidden.
    setTimeout(resolve, DRAWN_WITHIN_MS);
  });
}
