import { kindByPath } from '../../lib/import/evidence.ts';
import type { Given } from './reading-job.ts';

type GivenFile = Given['files'][number];

/**
 * Loose files that are all named after commands are one host's outputs; of others each is a recording of its own. What comes
 * out of a folder belongs together, and is called as the folder.
 */
export function givenOf(files: readonly GivenFile[]): readonly Given[] {
  const folders = Map.groupBy(
    files.filter(({ path }) => path.includes('/')),
    ({ path }) => path.slice(0, path.indexOf('/')),
  );
  const loose = files.filter(({ path }) => !path.includes('/'));
  const isOneHost = loose.length > 1 && loose.every(({ path }) => kindByPath(path) !== null);
  return [
    ...[...folders].map(([name, inside]) => ({ name, files: inside })),
    ...(isOneHost
      ? [{ name: `${loose.length} files`, files: loose }]
      : loose.map((file) => ({ name: file.path, files: [file] }))),
  ];
}

export function givenText(text: string): Given {
  return { name: '', files: [{ path: 'pasted text', blob: new Blob([text]) }] };
}
