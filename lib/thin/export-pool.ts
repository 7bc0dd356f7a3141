import type { ExploredPool, ExploredThin } from './explored-pool.ts';

/** A pool for programs: docs/thin-schema.md. */
export function exportPool({ contents, thins, ...explored }: ExploredPool) {
  const { problems, ...head } = contents;
  return {
    schema: 'dmscope.thin-pool/1',
    ...explored,
    ...head,
    thins: thins.map((thin) => exportThin(thin, contents.blockSizeBytes)),
    problems,
  };
}

function exportThin({ thinId, contents, claims, label }: ExploredThin, blockBytes: number) {
  if (contents === null) return { thinId, isThere: false, claims, label };
  const { exclusiveBlocks, mappedBlocks } = contents;
  return {
    ...contents,
    isThere: true,
    mappedBytes: mappedBlocks * blockBytes,
    exclusiveBytes: exclusiveBlocks === null ? null : exclusiveBlocks * blockBytes,
    claims,
    label,
  };
}
