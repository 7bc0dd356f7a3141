/**
 * A picture as PNG, drawn by the browser: as server/picture-png.ts draws it, with the same fonts. What an image is drawn
 * from fetches nothing, so the fonts are put into the SVG first.
 */
import { pngScale, svgSize } from '../../lib/picture/scene/png-scale.ts';

const FONTS = [
  {
    family: 'Inter',
    weight: 400,
    url: new URL('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf', import.meta.url),
  },
  {
    family: 'Inter',
    weight: 600,
    url: new URL('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf', import.meta.url),
  },
  {
    family: 'JetBrains Mono',
    weight: 400,
    url: new URL(
      '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
      import.meta.url,
    ),
  },
  {
    family: 'JetBrains Mono',
    weight: 600,
    url: new URL(
      '@expo-google-fonts/jetbrains-mono/600SemiBold/JetBrainsMono_600SemiBold.ttf',
      import.meta.url,
    ),
  },
] as const;

type Font = (typeof FONTS)[number];

export async function pngOfSvg(svg: string): Promise<Uint8Array> {
  const style = `<style>${(await Promise.all(FONTS.map(fontFace))).join('')}</style>`;
  const image = await imageOf(svg.replace('<title>', () => `${style}<title>`));
  const { width, height } = svgSize(svg);
  const scale = pngScale(svg);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no canvas to draw on');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!png) throw new Error('the picture is too large for this browser to draw');
  return new Uint8Array(await png.arrayBuffer());
}

async function fontFace({ family, weight, url }: Font): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the font ${family} cannot be had from dmscope`);
  const data = await dataUrl(await response.blob());
  return `@font-face{font-family:"${family}";font-weight:${weight};src:url("${data}")}`;
}

async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = await dataUrl(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  return image;
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
