// What search engines require of a page's data beyond schema.org's vocabulary. The sources:
// developers.google.com/search/docs/appearance/structured-data, the pages on Event, Article, Breadcrumb, Organization
// and Site names. Entry point: problemsOf().

/** ISO 8601: a year, a month, a day, or a moment with its offset. */
const TIME = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/** Properties that hold times, wherever they stand. */
const TIMES = ["startDate", "endDate", "previousStartDate", "datePublished", "dateModified", "foundingDate", "dissolutionDate"];

/** Properties that hold addresses, wherever they stand. */
const ADDRESSES = ["@id", "url", "item", "logo", "sameAs", "mainEntityOfPage"];

/** What a thing that stands in a graph by itself must have. */
const REQUIRED = {
  Event: ["@id", "name", "url", "eventStatus"],
  EventSeries: ["@id", "name", "url"],
  NewsArticle: ["@id", "headline", "url", "inLanguage", "isPartOf", "mainEntityOfPage"],
  Report: ["@id", "headline", "url", "inLanguage", "isPartOf", "mainEntityOfPage"],
  WebPage: ["@id", "name", "url", "inLanguage", "isPartOf"],
  WebSite: ["@id", "name", "url", "inLanguage"],
  Organization: ["@id", "name"],
  Person: ["@id", "name", "url"],
  Place: ["@id", "name", "url"],
  Project: ["@id", "name", "url"],
  BreadcrumbList: ["itemListElement"],
};

/** What a thing within another must have, unless it refers to one by `@id` alone. */
const WITHIN = {
  Organization: ["name"],
  Person: ["name"],
  Place: ["name"],
  Project: ["name"],
  Event: ["name", "url"],
  EventSeries: ["name", "url"],
  ImageObject: ["url"],
  ListItem: ["position", "name", "item"],
  GeoCoordinates: ["latitude", "longitude"],
  WebSite: ["@id", "name"],
};

const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const is = (value, word) => list(value).includes(`https://schema.org/${word}`);

/** Calls `see` with a thing and every thing within it. */
export function walk(value, see) {
  if (Array.isArray(value)) value.forEach((one) => walk(one, see));
  else if (value && typeof value === "object") {
    if (value["@type"]) see(value);
    Object.values(value).forEach((one) => walk(one, see));
  }
}

/** Everything that is wrong with the data of a page, in words. */
export function* problemsOf(graph) {
  if (graph["@context"] !== "https://schema.org") yield "the context is not https://schema.org";
  const things = graph["@graph"];
  const told = new Set(things.map((thing) => thing["@id"]));
  for (const thing of things) {
    yield* lacking(thing, REQUIRED[thing["@type"]]);
    if (!REQUIRED[thing["@type"]]) yield `a ${thing["@type"]} stands by itself`;
    yield* within(thing, told);
    if (thing["@type"] === "Event") yield* ofEvent(thing);
    if (thing["@type"] === "BreadcrumbList") yield* ofBreadcrumbs(thing);
    if (thing["@type"] === "WebSite" && thing.publisher && !told.has(thing.publisher["@id"])) {
      yield "the home page does not tell of the publisher";
    }
  }
  if (told.size !== things.filter((thing) => thing["@id"]).length + (told.has(undefined) ? 1 : 0)) {
    yield "two things have one @id";
  }
}

function* lacking(thing, wanted = []) {
  for (const property of wanted) {
    if (thing[property] === undefined || thing[property] === "") yield `${thing["@type"]} "${thing.name}" has no ${property}`;
  }
}

function* within(thing, told) {
  for (const [property, value] of Object.entries(thing)) {
    for (const one of list(value)) {
      const place = `${thing["@type"] ?? "a reference"}.${property}`;
      if (one === null || one === "") yield `${place} is empty`;
      if (TIMES.includes(property) && !TIME.test(one)) yield `${place} is no time with an offset: ${one}`;
      if (ADDRESSES.includes(property) && !/^https?:\/\/\S+$/.test(one)) yield `${place} is no whole address: ${one}`;
      if (typeof one !== "object" || one === null) continue;
      if (!one["@type"] && !told.has(one["@id"])) yield `${place} refers to ${one["@id"]}, of which nothing is told`;
      yield* lacking(one, WITHIN[one["@type"]]);
      yield* within(one, told);
    }
  }
}

function* ofEvent(event) {
  const name = `Event "${event.name}"`;
  const virtual = list(event.location).filter((one) => one["@type"] === "VirtualLocation");
  if (is(event.eventStatus, "EventMovedOnline") && !/(Online|Mixed)EventAttendanceMode$/.test(event.eventAttendanceMode)) {
    yield `${name} was moved online, its mode says ${event.eventAttendanceMode}`;
  }
  if (event.previousStartDate && !["EventRescheduled", "EventPostponed", "EventCancelled"].some((word) => is(event.eventStatus, word))) {
    yield `${name} has a former start, but was not put off`;
  }
  if (virtual.length && /OfflineEventAttendanceMode$/.test(event.eventAttendanceMode)) yield `${name} is on site, with a place on the web`;
  if (event.endDate && event.startDate && event.endDate.length === event.startDate.length && event.endDate < event.startDate) yield `${name} ends before it starts`;
  if (list(event.subEvent).length > 50) yield `${name} tells of more than 50 events`;
}

function* ofBreadcrumbs(way) {
  const positions = way.itemListElement.map((item) => item.position);
  if (positions.some((position, at) => position !== at + 1)) yield `positions of breadcrumbs are ${positions}`;
  if (positions.length < 2) yield "breadcrumbs of one step";
}
