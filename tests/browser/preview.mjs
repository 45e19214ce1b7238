// Drives `kronika serve` in a browser: real edits on the disk, and what the open page makes of them.
//
//   node preview.mjs BINARY [NAME]
//
// Each part gets a server and a copy of the sample of its own; with NAME only that part is run. Exits with 1 if
// anything failed, 2 if it could not check.

import { launch } from "./lib/chromium.mjs";
import { Report } from "./lib/report.mjs";
import { checkFaults } from "./preview/faults.mjs";
import { checkFollowing } from "./preview/following.mjs";
import { checkLine } from "./preview/line.mjs";
import { checkLooks } from "./preview/looks.mjs";
import { checkMoves } from "./preview/moves.mjs";
import { checkScripts } from "./preview/scripts.mjs";
import { Site } from "./preview/site.mjs";
import { checkStrip } from "./preview/strip.mjs";
import { checkWays } from "./preview/ways.mjs";

const PARTS = {
  following: checkFollowing,
  ways: checkWays,
  scripts: checkScripts,
  faults: checkFaults,
  moves: checkMoves,
  line: checkLine,
  strip: checkStrip,
  looks: checkLooks,
};

const [binary, only] = process.argv.slice(2);
if (!binary || (only && !PARTS[only])) {
  console.error(`usage: node preview.mjs BINARY [${Object.keys(PARTS).join(" | ")}]`);
  process.exit(2);
}

const report = new Report();
const browser = await launch();
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (only && name !== only) continue;
    const site = await Site.open(binary);
    const context = await browser.newContext({
      viewport: { width: 1000, height: 700 },
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    try {
      await part({ report, context, site, browser });
    } finally {
      await context.close();
      await site.close();
    }
  }
  report.close("preview");
  process.exitCode = report.finish();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
} finally {
  await browser.close();
}
