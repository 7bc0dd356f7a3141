import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';

/**
 * An SVG picture as PNG, without a browser. Only the fonts that come along are used, never the system's, so that a
 * picture looks the same on every machine.
 */
const FONTS = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
  '@expo-google-fonts/jetbrains-mono/600SemiBold/JetBrainsMono_600SemiBold.ttf',
];

/** Beyond this a picture is drawn smaller: 16,000 points a side are 1 GB of memory. */
const LARGEST_SIDE = 12_000;

/** At twice the size, for sharp print; smaller where that would be larger than can be drawn. */
export async function pngOfSvg(svg: string): Promise<Uint8Array> {
  const [, width = '0', height = '0'] = /^<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const scale = Math.min(2, LARGEST_SIDE / Math.max(1, Number(width), Number(height)));
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: FONTS.map((font) => fileURLToPath(import.meta.resolve(font))),
      loadSystemFonts: false,
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
      monospaceFamily: 'JetBrains Mono',
    },
  });
  return image.asPng();
}
