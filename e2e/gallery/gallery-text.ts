import type { Chapter, Shot } from './shot.ts';
import type { Theme } from './take-picture.ts';

/** A shot's files, by theme. */
export function fileNames({ name, size, isLightOnly }: Shot): readonly (readonly [Theme, string])[] {
  if (size === 'paper' || size === 'file' || isLightOnly) return [['light', `${name}.png`]];
  return [
    ['light', `${name}.png`],
    ['dark', `${name}-dark.png`],
  ];
}

/** docs/gallery.md: a line for each shot, its themes beside each other. */
export function galleryText(chapters: readonly Chapter[]): string {
  const parts = chapters.map(({ title, words, shots }) =>
    [`## ${title}`, words, ...shots.map(shotText)].join('\n\n'),
  );
  return `${[HEAD, ...parts].join('\n\n')}\n`;
}

const HEAD = `# Gallery

The page in its states, light and dark, taken by \`npm run shots\` from recordings of real kernels in the lab. Click for the full size.`;

/** How wide a file is shown, so that those of a shot stand beside each other. */
const WIDTH: Readonly<Record<Shot['size'], string>> = {
  screen: '49%',
  phone: '30%',
  paper: '60%',
  file: '60%',
};

function shotText(shot: Shot): string {
  const images = fileNames(shot).map(
    ([theme, file]) =>
      `<a href="images/${file}"><img src="images/${file}" alt="${shot.words} (${theme})" width="${WIDTH[shot.size]}"></a>`,
  );
  return [`**${shot.words}**`, images.join('\n')].join('\n\n');
}
