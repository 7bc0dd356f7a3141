import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';
import { pngScale } from '../lib/picture/scene/png-scale.ts';

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

/** At twice the size, for sharp print; smaller where that would be larger than can be drawn. */
export async function pngOfSvg(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: pngScale(svg) },
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
