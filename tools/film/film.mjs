// Makes the film of the sample archive anew, „Jak czytać oś czasu”: a drawing of our own that moves, with tones of our own;
// no photograph, no real event and nobody's voice is in it.
//
//   npm ci --prefix tests/browser      once: what drives Chromium
//   apt-get install ffmpeg             once: what encodes (5.1 made the film in content/), with the font Noto Sans
//   node tools/film/film.mjs [OUT]     writes OUT/film.mp4 and OUT/film.jpg; OUT is tools/film/out where it is not said
//
// With `--place` they are written to the page they belong to. Its captions (napisy.vtt) and transcript (zapis.txt)
// are written by hand beside it, to the times in scene.mjs. The same versions of Chromium, font and ffmpeg make the same bytes.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../tests/browser/lib/chromium.mjs";
import { AT } from "./scene.mjs";
import { RATE, sound } from "./sound.mjs";

const FRAMES_PER_SECOND = 25;
/** The second whose picture stands for the film until it is played: every mark is there. */
const POSTER = AT.filter - 0.1;

const here = path.dirname(fileURLToPath(import.meta.url));
const place = process.argv.includes("--place");
const told = process.argv.slice(2).find((given) => given !== "--place") ?? path.join(here, "out");
const out = place ? path.join(here, "../../content/pages/jak-czytac-os-czasu") : told;

const ENCODE = [
  "-c:v", "libx264", "-preset", "veryslow", "-tune", "animation", "-crf", "30", "-refs", "4", "-level:v", "3.1", "-g", "250", "-pix_fmt", "yuv420p", "-threads", "1",
  "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
  "-bsf:v", "filter_units=remove_types=6", "-c:a", "aac", "-b:a", "32k", "-metadata:s:a:0", "language=zxx",
  "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart",
];

await mkdir(out, { recursive: true });
const scratch = await mkdtemp(path.join(tmpdir(), "film-"));
const browser = await launch();
try {
  const samples = path.join(scratch, "tones.f32");
  await writeFile(samples, Buffer.from(sound().buffer));
  const scene = await readFile(path.join(here, "scene.mjs"), "utf8");
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.setContent('<!doctype html><canvas width="1280" height="720"></canvas>');
  await page.addScriptTag({ type: "module", content: `${scene}\nwindow.draw = draw;` });
  await page.waitForFunction(() => window.draw);
  const picture = async (second, type, quality) => {
    const url = await page.evaluate(([at, kind, fine]) => {
      const canvas = document.querySelector("canvas");
      window.draw(canvas.getContext("2d"), at);
      return canvas.toDataURL(kind, fine);
    }, [second, type, quality]);
    return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  };

  const input = ["-f", "image2pipe", "-framerate", String(FRAMES_PER_SECOND), "-c:v", "png", "-i", "-", "-f", "f32le", "-ar", String(RATE), "-ac", "1", "-i", samples];
  const ffmpeg = spawn("ffmpeg", ["-v", "error", "-y", ...input, ...ENCODE, path.join(out, "film.mp4")], { stdio: ["pipe", "inherit", "inherit"] });
  for (let frame = 0; frame < AT.end * FRAMES_PER_SECOND; frame += 1) {
    if (!ffmpeg.stdin.write(await picture(frame / FRAMES_PER_SECOND, "image/png"))) await once(ffmpeg.stdin, "drain");
  }
  ffmpeg.stdin.end();
  const [code] = await once(ffmpeg, "close");
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  await writeFile(path.join(out, "film.jpg"), await picture(POSTER, "image/jpeg", 0.8));
} finally {
  await browser.close();
  await rm(scratch, { recursive: true });
}
