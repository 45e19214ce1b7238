// Starts the system's Chromium. Entry point: launch().

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** The same engine without the browser around it: it lays out and paints alike with little more than half of the work. */
const SHELLS = ["/usr/bin/chromium-headless-shell"];

/** No sandbox (CI often runs as root) and nothing that talks to other hosts by itself. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A running browser: with `bare`, one for many pages, where the browser around them does not matter. CHROMIUM names another executable.
 *  With `port`, other programs of this computer can drive it there. */
export function launch({ bare = false, port } = {}) {
  const places = bare ? [...SHELLS, ...PLACES] : PLACES;
  const executablePath = process.env.CHROMIUM || places.find((place) => existsSync(place));
  if (!executablePath) throw new Error("no Chromium found: install it, or set CHROMIUM to its path");
  return chromium.launch({ executablePath, args: port ? [...ARGUMENTS, `--remote-debugging-port=${port}`] : ARGUMENTS });
}
