'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Host } from '../../lib/stack/stack.ts';
import { encodeHostText } from '../../lib/text/host-text.ts';
import type { ExploredPool } from '../../lib/thin/explored-pool.ts';
import type { ReportFile } from '../report/make-report.ts';
import { saveFile } from '../report/save-file.ts';

type Format = 'svg' | 'png' | 'json';

const FORMATS: readonly Format[] = ['svg', 'png', 'json'];

/** Saves what a look has shown: the picture of sharing, or all of it as JSON, as `dmscope thin show --json` prints it. */
export function PoolExport({ pool, host }: { readonly pool: ExploredPool; readonly host: Host }) {
  const [error, setError] = useState<string | null>(null);
  const save = async (format: Format) => {
    try {
      setError(null);
      saveFile(await fileOf(pool, host, format));
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  return (
    <>
      {FORMATS.map((format) => (
        <button key={format} type="button" className="tool-button" onClick={() => save(format)}>
          <Download size={14} aria-hidden /> {format.toUpperCase()}
        </button>
      ))}
      {error !== null && (
        <p role="alert" className="warn">
          {error}
        </p>
      )}
    </>
  );
}

async function fileOf(pool: ExploredPool, host: Host, format: Format): Promise<ReportFile> {
  const name = `${host.name}-${pool.pool.name}-sharing`.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  if (format === 'json') {
    const { exportPool } = await import('../../lib/thin/export-pool.ts');
    const text = `${JSON.stringify(exportPool(pool), null, 2)}\n`;
    return { name: `${name}.json`, type: 'application/json', bytes: encodeHostText(text) };
  }
  const [{ sharingOfPool }, { sharingScene }, { renderSvg }] = await Promise.all([
    import('../../lib/picture/sharing/sharing.ts'),
    import('../../lib/picture/sharing/sharing-scene.ts'),
    import('../../lib/picture/scene/render-svg.ts'),
  ]);
  const svg = renderSvg(sharingScene(sharingOfPool(pool), host));
  if (format === 'svg') return { name: `${name}.svg`, type: 'image/svg+xml', bytes: encodeHostText(svg) };
  const { pngOfSvg } = await import('../report/png-of-svg.ts');
  return { name: `${name}.png`, type: 'image/png', bytes: await pngOfSvg(svg) };
}
