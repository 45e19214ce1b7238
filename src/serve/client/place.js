// Where this page is: what the server wrote into the tag of the client, and the addresses of the site.
// An address is relative to the base of the site and decoded, with "index.html" left out, as the server tells it.

const tag = document.querySelector('script[src="/__kronika/client.js"]');

/** The path the site is served below, from "/" to "/". */
export const base = tag?.dataset.base ?? "/";

/** The version of the state in which the server made this page; NaN if it did not say. */
export const madeIn = Number.parseInt(tag?.dataset.version, 10);

// It has done its work, and is no part of the page.
tag?.remove();

/** The address of a URL, or null where it is not of this site. */
export function addressOf(url) {
  const { origin, pathname } = new URL(url, document.baseURI);
  if (origin !== location.origin || !pathname.startsWith(base) || pathname.startsWith("/__kronika/")) return null;
  return decoded(pathname.slice(base.length));
}

/** The address of the page on screen. */
export function here() {
  return addressOf(location.href);
}

/** The URL of an address, from the root of the host. */
export function urlOf(address) {
  return base + address.split("/").map(encodeURIComponent).join("/");
}

/** An address as it is compared. */
export function decoded(address) {
  const short = address.replace(/(^|\/)index\.html$/, "$1");
  try {
    return decodeURIComponent(short);
  } catch {
    return short;
  }
}

/** How this page came here: the browser's own record of it. */
export const navigation = performance.getEntriesByType("navigation")[0];
