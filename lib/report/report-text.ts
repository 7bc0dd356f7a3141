import type { Understood } from '../dm/target-type.ts';
import type { PictureKind } from '../picture/picture-of.ts';
import { renderSvg } from '../picture/scene/render-svg.ts';
import { writingOf } from './content/writing-of.ts';
import { NOTHING_SEEN, pictureOfReport } from './picture-of-report.ts';
import { renderHtml } from './render-html.ts';
import { renderMarkdown } from './render-markdown.ts';
import { type ReportOptions, type ReportQuestion, reportOf } from './report-of.ts';

/** What a report is written as; a PNG is drawn from the SVG where there is something to draw with. */
export type TextFormat = 'html' | 'md' | 'svg';

/** `picture`: the kind of picture for `svg`; null for the one that fits. */
export type TextOptions = ReportOptions & { readonly picture: PictureKind | null };

/** The file that the command line and the page make of the same question, in host text; or in one line why there is none. */
export function reportText(
  question: ReportQuestion,
  format: TextFormat,
  options: TextOptions,
): Understood<string> {
  if (format === 'svg') {
    const { picture: kind, isRedacted } = options;
    const scene = pictureOfReport(question, { kind, isRedacted });
    return scene.ok ? { ok: true, value: renderSvg(scene.value) } : scene;
  }
  const report = reportOf(question, options);
  if (!report) return { ok: false, reason: NOTHING_SEEN };
  const writing = writingOf(report);
  return { ok: true, value: format === 'html' ? renderHtml(writing) : renderMarkdown(writing) };
}
