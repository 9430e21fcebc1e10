import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../fixtures/chromium.ts';
import { PROJECT_DIR } from '../fixtures/processes.ts';

/**
 * Makes the pictures of app and tray out of `icon.svg`: `npm run icons`, after the drawing has changed. They lie in the repository, so
 * that a build needs no browser.
 */
const SVG = readFileSync(join(PROJECT_DIR, 'apps/desktop/src/renderer/icon.svg'), 'utf8');
/** On macOS a tray's picture is only its shape; the system gives it the colour of the bar. */
const SHAPE = SVG.replace(/<rect[^>]*>/, '').replaceAll('#fff', '#000');
const FOLDER = join(PROJECT_DIR, 'apps/desktop/icons');

const browser = await launchBrowser();
const page = await browser.newPage();

async function draw(svg: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

/** Windows' container: a directory of sizes, each a PNG. 0 means 256. */
function ico(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Apple's container: blocks of a type, a length and a PNG. */
function icns(pictures: readonly { type: string; png: Buffer }[]): Buffer {
  const block = (type: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  return block('icns', Buffer.concat(pictures.map(({ type, png }) => block(type, png))));
}

const app = new Map<number, Buffer>();
for (const size of [16, 32, 48, 128, 256, 512]) app.set(size, await draw(SVG, size));
const picture = (size: number): Buffer => app.get(size) ?? Buffer.alloc(0);

writeFileSync(join(FOLDER, 'icon.png'), picture(512));
writeFileSync(join(FOLDER, 'icon.ico'), ico([16, 32, 48, 256].map((size) => ({ size, png: picture(size) }))));
writeFileSync(
  join(FOLDER, 'icon.icns'),
  icns([
    { type: 'ic07', png: picture(128) },
    { type: 'ic08', png: picture(256) },
    { type: 'ic09', png: picture(512) },
  ]),
);
writeFileSync(join(FOLDER, 'tray.png'), await draw(SVG, 16));
writeFileSync(join(FOLDER, 'tray@2x.png'), await draw(SVG, 32));
writeFileSync(join(FOLDER, 'trayTemplate.png'), await draw(SHAPE, 16));
writeFileSync(join(FOLDER, 'trayTemplate@2x.png'), await draw(SHAPE, 32));
await browser.close();
