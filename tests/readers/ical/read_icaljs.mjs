// Every calendar below a folder as npm's `ical.js` reads it, as JSON. It knows no timezone but those in the file.

import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

// The packages of the browser checks have it.
const packages = createRequire(new URL("../../browser/", import.meta.url));
const { default: ICAL } = await import(pathToFileURL(packages.resolve("ical.js")));

// What it has no type for comes as it was written; these are text (RFC 7986 §5.1).
const unknown = (component, name) =>
  value(component, name)?.replace(/\\(.)/g, (_, letter) => (letter === "n" || letter === "N" ? "\n" : letter)) ?? null;
const utc = (time) => new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
const value = (component, name) => component.getFirstPropertyValue(name);
const stamp = (component, name) => (value(component, name) ? utc(value(component, name)) : null);

function time(component, name) {
  const found = value(component, name);
  if (!found) return null;
  if (found.isDate) return found.toString();
  const zone = component.getFirstProperty(name).getFirstParameter("tzid");
  if (zone && found.zone.tzid !== zone) throw new Error(`${zone} is not defined in its file`);
  return { utc: utc(found), local: found.toString().replace("Z", ""), zone: zone ?? "UTC" };
}

function event(component) {
  const organizer = component.getFirstProperty("organizer");
  const conference = component.getFirstProperty("conference");
  const categories = component.getFirstProperty("categories");
  return {
    uid: value(component, "uid"),
    sequence: value(component, "sequence"),
    stamp: stamp(component, "dtstamp"),
    created: stamp(component, "created"),
    modified: stamp(component, "last-modified"),
    start: time(component, "dtstart"),
    end: time(component, "dtend"),
    status: value(component, "status"),
    transp: value(component, "transp"),
    summary: value(component, "summary"),
    description: value(component, "description"),
    url: value(component, "url"),
    location: value(component, "location"),
    geo: value(component, "geo"),
    organizer: organizer && { name: organizer.getFirstParameter("cn"), address: organizer.getFirstValue() },
    categories: categories ? categories.getValues() : [],
    conference: conference && { url: conference.getFirstValue(), label: conference.getFirstParameter("label") ?? null },
  };
}

function calendar(file) {
  const read = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  return {
    version: value(read, "version"),
    method: value(read, "method"),
    name: unknown(read, "name"),
    old_name: unknown(read, "x-wr-calname"),
    description: value(read, "description"),
    url: value(read, "url"),
    source: value(read, "source"),
    zone: unknown(read, "x-wr-timezone"),
    events: read.getAllSubcomponents("vevent").map(event),
  };
}

const root = process.argv[2];
const files = {};
for (const name of readdirSync(root, { recursive: true }).sort()) {
  if (name.endsWith(".ics")) files[name.split(path.sep).join("/")] = calendar(path.join(root, name));
}
process.stdout.write(JSON.stringify(files));
