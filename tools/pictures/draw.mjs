// Makes the pictures of the sample archive anew. They are drawings of our own, made for it; no photograph, no real place
// and nobody's face is in them.
//
//   npm ci --prefix tests/browser        once: what drives Chromium
//   node tools/pictures/draw.mjs [OUT]   writes OUT/<name>.jpg; OUT is tools/pictures/out where it is not said
//
// Where each belongs in `content/` stands in `PLACES`; with `--place` the pictures are written there at once.
// The same version of Chromium makes the same bytes. Steps: SVG (scenes.mjs) → a page as large as the picture → JPEG
// → what a camera would have added (exif), so that the sample has pictures like those from phones: each says when it
// was made, one lies on its side. None says where.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../tests/browser/lib/chromium.mjs";
import { scenes } from "./scenes.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const content = path.join(here, "../../content");

const PLACES = {
  "warsztat-stoly": "events/konin-warsztat-1/zdjecia",
  "tablica-karteczki": "events/konin-warsztat-1/zdjecia",
  "wykres-flipchart": "events/konin-warsztat-1/zdjecia",
  "notatnik": "events/konin-warsztat-1/zdjecia",
  "scena-forum": "obrazy",
  "krzesla-w-kregu": "obrazy",
  "spotkanie-online": "obrazy",
  "panorama-miasta": "obrazy",
  "plan-miasta": "obrazy",
  "mownica": "obrazy",
};

/** When the drawings were made, the first; each of the others a minute later. */
const FIRST_MINUTE = 10 * 60;
const DAY = "2026:01:15";

/** An APP1 segment with Orientation and DateTimeOriginal (Exif 2.32, §4.5.4 and §4.6.5), big-endian. */
function exif(orientation, minute) {
  const time = `${DAY} ${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00\0`;
  const tiff = Buffer.alloc(38 + 18 + time.length);
  tiff.write("MM\0*", 0, "latin1");
  tiff.writeUInt32BE(8, 4);
  // IFD0: Orientation (SHORT), pointer to the Exif IFD (LONG).
  tiff.writeUInt16BE(2, 8);
  entry(tiff, 10, 0x0112, 3, 1, orientation << 16);
  entry(tiff, 22, 0x8769, 4, 1, 38);
  // Exif IFD: DateTimeOriginal (ASCII), behind it.
  tiff.writeUInt16BE(1, 38);
  entry(tiff, 40, 0x9003, 2, time.length, 56);
  tiff.write(time, 56, "latin1");
  const head = Buffer.from([0xff, 0xe1, 0, 0, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  head.writeUInt16BE(head.length - 2 + tiff.length, 2);
  return Buffer.concat([head, tiff]);
}

function entry(tiff, at, tag, type, count, value) {
  tiff.writeUInt16BE(tag, at);
  tiff.writeUInt16BE(type, at + 2);
  tiff.writeUInt32BE(count, at + 4);
  tiff.writeUInt32BE(value >>> 0, at + 8);
}

/** A JPEG with a segment put behind its start marker. */
const withSegment = (jpeg, segment) => Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);

const place = process.argv.includes("--place");
const out = process.argv.slice(2).find((given) => given !== "--place") ?? path.join(here, "out");
const browser = await launch();
try {
  let minute = FIRST_MINUTE;
  for (const [name, scene] of Object.entries(scenes)) {
    const lying = !scene.upright || scene.turned;
    const [width, height] = lying ? [2000, 1333] : [1333, 2000];
    // What is stored on its side is to be turned clockwise by whoever shows it (orientation 6).
    const body = scene.turned ? `<g transform="translate(0 1333) rotate(-90)">${scene.draw()}</g>` : scene.draw();
    const page = await browser.newPage({ viewport: { width, height } });
    await page.setContent(`<!doctype html><style>body{margin:0}svg{display:block}</style><svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`);
    const jpeg = await page.screenshot({ type: "jpeg", quality: 80 });
    await page.close();
    const folder = place ? path.join(content, PLACES[name]) : out;
    await mkdir(folder, { recursive: true });
    const bytes = withSegment(jpeg, exif(scene.turned ? 6 : 1, minute));
    await writeFile(path.join(folder, `${name}.jpg`), bytes);
    console.log(`${name}.jpg ${Math.round(bytes.length / 1000)} kB`);
    minute += 1;
  }
} finally {
  await browser.close();
}
