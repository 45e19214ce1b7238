// A copy of the sample in a folder of its own, edited the ways editors do, and `kronika serve` upon it.
// Entry point: Site.open().

import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));
/** How long a server may take to answer, in milliseconds: it may have ten thousand entries to read. */
const PATIENCE = 60_000;

export class Site {
  #binary;
  #options;
  #port;
  #process = null;
  #said = "";

  /** A copy of the folder `from` (the sample, if none is named); it is served once start() is called. */
  static async open(binary, { from = PROJECT, options = [] } = {}) {
    const site = new Site();
    site.#binary = path.resolve(binary);
    site.#options = options;
    site.root = await mkdtemp(path.join(os.tmpdir(), "kronika-preview-"));
    for (const part of ["content", "kronika.yaml", "assets", "templates", "themes", "i18n"]) {
      // Of the project's own themes the program has its copy.
      if (part === "themes" && from === PROJECT) continue;
      await cp(path.join(from, part), path.join(site.root, part), { recursive: true }).catch((error) => {
        if (error.code !== "ENOENT") throw error;
      });
    }
    site.#port = await freePort();
    site.home = `http://127.0.0.1:${site.#port}/`;
    return site;
  }

  /** Starts the server, again on the same port, and waits until it answers. */
  async start() {
    const given = ["serve", "--root", this.root, "--port", String(this.#port), ...this.#options];
    this.#process = spawn(this.#binary, given, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on("data", (text) => (this.#said += text));
    }
    const began = Date.now();
    while (!(await isReady(this.home))) {
      if (this.#process.exitCode !== null) throw new Error(`the server has ended: ${this.#said}`);
      if (Date.now() - began > PATIENCE) throw new Error(`the server does not answer: ${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this;
  }

  /** Ends the server as a crash would, with no time for a farewell. */
  async stop() {
    const ending = this.#process;
    this.#process = null;
    if (!ending || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill("SIGKILL");
    await ended;
  }

  async close() {
    await this.stop();
    await rm(this.root, { recursive: true, force: true });
  }

  path(file) {
    return path.join(this.root, file);
  }

  read(file) {
    return readFile(this.path(file), "utf8");
  }

  /** Writes a file in place, as Notepad++ and `echo >` do. */
  async write(file, text) {
    await mkdir(path.dirname(this.path(file)), { recursive: true });
    await writeFile(this.path(file), text);
  }

  /** Writes beside and renames, as vim, `sed -i` and many others do. */
  async replace(file, text) {
    const beside = this.path(path.join(path.dirname(file), `.${path.basename(file)}.swp~`));
    await writeFile(beside, text);
    await rename(beside, this.path(file));
  }

  /** Changes the text of a file, in place. It must change. */
  async edit(file, change) {
    await this.write(file, changed(file, await this.read(file), change));
  }

  /** The same, by another file and a rename. */
  async editAtomically(file, change) {
    await this.replace(file, changed(file, await this.read(file), change));
  }

  move(from, to) {
    return rename(this.path(from), this.path(to));
  }

  remove(file) {
    return rm(this.path(file), { recursive: true });
  }
}

function changed(file, text, change) {
  const made = change(text);
  if (made === text) throw new Error(`the test would not change ${file}`);
  return made;
}

/** Whether the server has read the site, and shows it or what is wrong with it. */
export async function isReady(home) {
  try {
    const { body } = await fetch(`${home}__kronika/events`);
    let told = "";
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      told += part;
      const [, state] = /^data: (.*)$/m.exec(told) ?? [];
      if (!state || !told.includes("\n\n")) continue;
      const { shown, errors } = JSON.parse(state);
      if (shown || errors.length > 0) return true;
      told = "";
    }
  } catch {
    // Not yet.
  }
  return false;
}

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
