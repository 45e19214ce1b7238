// A static file server for the checks: what a plain web host does, plus a strict
// Content-Security-Policy. Entry point: serve().

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

/** The policy every page must work under. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
].join("; ");

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
export async function serve(root, mount) {
  const server = createServer((request, response) => {
    answer(root, mount, request, response).catch((error) => {
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

async function answer(root, mount, request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (!pathname.startsWith(mount)) return send(response, request, 404, null);

  let file;
  try {
    file = path.join(root, decodeURIComponent(pathname.slice(mount.length)));
  } catch {
    return send(response, request, 400, null);
  }
  // Escaped slashes could climb out of the folder.
  if (file !== root && !file.startsWith(root + path.sep)) return send(response, request, 400, null);

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
  if (found?.isFile()) return send(response, request, 200, file);

  const missing = path.join(root, "404.html");
  const page = await stat(missing).catch(() => null);
  return send(response, request, 404, page?.isFile() ? missing : null);
}

function send(response, request, status, file) {
  const type = file ? TYPES[path.extname(file).toLowerCase()] : TYPES[".txt"];
  response.writeHead(status, {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Content-Type": type ?? "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
  });
  if (!file) return response.end(request.method === "HEAD" ? undefined : `${status}\n`);
  if (request.method === "HEAD") return response.end();
  createReadStream(file).on("error", (error) => response.destroy(error)).pipe(response);
}
