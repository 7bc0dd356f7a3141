import type { ReportFile } from './make-report.ts';

/** Hands a file that was made here to the browser's downloads. */
export function saveFile({ name, type, bytes }: ReportFile): void {
  const href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(href), RELEASED_AFTER_MS);
}

const RELEASED_AFTER_MS = 60_000;
