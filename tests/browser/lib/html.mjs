// The Nu HTML checker over every HTML and CSS file. Entry point: checkHtml().

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { promisify } from "node:util";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** One check for each file; any error or warning fails it. */
export async function checkHtml(site, report) {
  const problems = new Map();
  for (const file of site.files) {
    if (file.endsWith(".html") || file.endsWith(".css")) problems.set(file, []);
  }
  for (const message of await messages(site.root)) {
    if (message.type === "info" && message.subType !== "warning") continue;
    const file = message.url ? path.relative(site.root, fileURLToPath(message.url)) : "(checker)";
    const level = message.type === "error" ? "error" : (message.subType ?? message.type);
    if (!problems.has(file)) problems.set(file, []);
    problems.get(file).push(`line ${message.lastLine ?? "?"}: ${level}: ${message.message}`);
  }
  for (const [file, found] of problems) report.check("html", file, found);
  report.close("html");
}

async function messages(root) {
  const options = ["--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--skip-non-html"];
  const { stdout } = await promisify(execFile)("java", ["-Xss2m", "-jar", jar, ...options, root], {
    maxBuffer: 256 * 1024 * 1024,
  });
  return JSON.parse(stdout).messages;
}
