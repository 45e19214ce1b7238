// A process of its own that runs Lighthouse in a browser of its own: Lighthouse can look at one page at a time only.
// Entry point: Auditor; the process itself is the end of the file.

import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import lighthouse, { defaultConfig, desktopConfig } from "lighthouse";
import { launch } from "./chromium.mjs";

/** How long a page may take, in milliseconds. */
const PATIENCE = 120_000;
/** What is counted in each category: what weighs nothing is not looked at. */
const COUNTED = new Map(
  Object.entries(defaultConfig.categories).map(([category, { auditRefs }]) => [
    category,
    auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id),
  ]),
);
export const CATEGORIES = [...COUNTED.keys()];
const CONFIGS = { mobile: defaultConfig, desktop: desktopConfig };
/** Pages fetch nothing after they have loaded, so that there is little to wait for. */
const WAITS = { pauseAfterFcpMs: 100, pauseAfterLoadMs: 100, networkQuietThresholdMs: 200, cpuQuietThresholdMs: 200 };

/** Starts a process and asks it, one page after the other. */
export class Auditor {
  #process = fork(fileURLToPath(import.meta.url), ["--audit"]);

  /**
   * Looks at an address as on a `device` (mobile or desktop), in the `categories` named, but for the audits in `skip`.
   * Returns { scores, lost }: the points of each category out of 100, and what cost some, as [category, what] pairs.
   */
  async look(request) {
    this.#process.send(request);
    const over = new AbortController();
    const late = setTimeout(() => over.abort(), PATIENCE);
    const heard = (event) => once(this.#process, event, { signal: over.signal });
    try {
      const [answer] = await Promise.race([heard("message"), heard("exit").then(() => [{ error: "Lighthouse has ended" }])]);
      if (answer.error) throw new Error(`${request.url}: ${answer.error}`);
      return answer;
    } finally {
      clearTimeout(late);
      over.abort();
    }
  }

  async close() {
    if (this.#process.exitCode !== null) return;
    this.#process.disconnect();
    await once(this.#process, "exit");
  }
}

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function audit(port, { url, device, categories, skip }) {
  const onlyAudits = categories.flatMap((category) => COUNTED.get(category)).filter((id) => !skip.includes(id));
  const flags = { port, logLevel: "silent", disableFullPageScreenshot: true, onlyAudits: [...new Set(onlyAudits)], ...WAITS };
  const { lhr } = await lighthouse(url, flags, CONFIGS[device]);
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const scores = {};
  const lost = [];
  for (const name of categories) {
    const { auditRefs, score } = lhr.categories[name];
    scores[name] = Math.round(score * 100);
    if (scores[name] === 100) continue;
    for (const { id, weight } of auditRefs) {
      const result = lhr.audits[id];
      if (weight > 0 && result && result.score !== null && result.score < 1) lost.push([name, describe(result)]);
    }
  }
  return { scores, lost };
}

/** An audit in words, with the first elements it is about. */
function describe({ id, title, score, displayValue, explanation, details }) {
  const items = (details?.items ?? []).slice(0, 5).map((item) => {
    const node = item.node ?? item.source;
    return node?.snippet ?? node?.nodeLabel ?? item.url ?? item.description ?? JSON.stringify(item);
  });
  return [`${id} (${Math.round(score * 100)}): ${title}`, displayValue, explanation, ...items].filter(Boolean).join("\n    ");
}

if (process.argv.includes("--audit") && process.send) {
  const port = await freePort();
  const browser = await launch({ bare: true, port });
  process.on("message", async (request) => {
    const answer = await audit(port, request).catch((error) => ({ error: error.message }));
    process.send(answer);
  });
  process.on("disconnect", async () => {
    await browser.close();
    process.exit();
  });
}
