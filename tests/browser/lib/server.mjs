// A static file server for the checks: what a web host does, with the headers that the site's own `_headers`
// asks for, or else a strict Content-Security-Policy. Entry points: serve(), and host() where speed is looked at.

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** What goes with every file of a site that has no `_headers`. */
const HEADERS = {
  "Content-Security-Policy": [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
};

const TYPES = {
  ".atom": "application/atom+xml; charset=utf-8",
  ".avif": "image/avif",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/vnd.microsoft.icon",
  ".ics": "text/calendar; charset=utf-8",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".vtt": "text/vtt; charset=utf-8",
  ".wasm": "application/wasm",
  ".webm": "video/webm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

/**
 * Serves the folder `root` on the loopback address, under the path `mount`
 * ("/" or "/some/folder/"). Returns { origin, home, close() }.
 */
export function serve(root, mount) {
  return listen(root, mount, { "Cache-Control": "no-store" }, plain);
}

/** As serve() does, but compressed and to be kept for a while, as static hosts do by themselves. */
export function host(root, mount) {
  return listen(root, mount, { "Cache-Control": "public, max-age=600" }, compressed);
}

async function listen(root, mount, keep, give) {
  const headers = { ...((await ownHeaders(root)) ?? HEADERS), ...keep };
  const server = createServer((request, response) => {
    answer({ root, headers, give }, mount, request, response).catch((error) => {
      response.writeHead(500, { "Content-Type": TYPES[".txt"] });
      response.end(String(error));
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin, home: origin + mount, close };
}

/**
 * What the site's own `_headers` wants for every file (the rule `/*`), as Netlify and Cloudflare read it; undefined for a site
 * without. So the site is checked under exactly the policy it is published with.
 */
async function ownHeaders(root) {
  const text = await readFile(path.join(root, "_headers"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const headers = {};
  let rule = "";
  for (const line of text.split("\n")) {
    const pair = line.match(/^\s+([\w-]+):\s*(.*)$/);
    if (!pair) rule = line.trim();
    else if (rule === "/*") headers[pair[1]] = pair[2];
  }
  if (!headers["Content-Security-Policy"]) throw new Error("_headers has no Content-Security-Policy");
  return headers;
}

async function answer(site, mount, request, response) {
  const { root } = site;
  const { pathname } = new URL(request.url, "http://localhost");
  if (!pathname.startsWith(mount)) return send(response, site, request, 404, null);

  let file;
  try {
    file = path.join(root, decodeURIComponent(pathname.slice(mount.length)));
  } catch {
    return send(response, site, request, 400, null);
  }
  // Escaped slashes could climb out of the folder.
  if (file !== root && !file.startsWith(root + path.sep)) return send(response, site, request, 400, null);

  let found = await stat(file).catch(() => null);
  if (found?.isDirectory()) {
    if (!pathname.endsWith("/")) {
      response.writeHead(301, { Location: pathname + "/" });
      return response.end();
    }
    file = path.join(file, "index.html");
    found = await stat(file).catch(() => null);
  } else if (pathname.endsWith("/")) {
    found = null;
  }
  if (found?.isFile()) return send(response, site, request, 200, file);

  const missing = path.join(root, "404.html");
  const page = await stat(missing).catch(() => null);
  return send(response, site, request, 404, page?.isFile() ? missing : null);
}

function send(response, { headers, give }, request, status, file) {
  const type = file ? TYPES[path.extname(file).toLowerCase()] : TYPES[".txt"];
  const all = { ...headers, "Content-Type": type ?? "application/octet-stream" };
  if (file && request.method !== "HEAD") return give(response, status, all, file);
  response.writeHead(status, all);
  return response.end(request.method === "HEAD" ? undefined : `${status}\n`);
}

function plain(response, status, headers, file) {
  response.writeHead(status, headers);
  createReadStream(file).on("error", (error) => response.destroy(error)).pipe(response);
}

/** What is text goes compressed; photos and films are already. */
async function compressed(response, status, headers, file) {
  if (!/^text\/|javascript|json|xml/.test(headers["Content-Type"])) return plain(response, status, headers, file);
  response.writeHead(status, { ...headers, "Content-Encoding": "gzip", Vary: "Accept-Encoding" });
  response.end(gzipSync(await readFile(file)));
}
