// The line to the server: its states, and whether it is there. Entry point: listen().

/** How long it waits before it tries again, in milliseconds. */
const PAUSE = 400;
/** A page that nobody sees for so long gives its connection back: a browser has only six for one server. */
const UNSEEN = 60_000;

/**
 * Calls `onState(state)` for every state that the server tells, the present one first, and `onLine(connected)`
 * when the connection comes or goes. Connects again by itself, for as long as the page is open.
 */
export function listen({ onState, onLine }) {
  let source = null;
  let timer = 0;

  const hangUp = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const connect = () => {
    hangUp();
    source = new EventSource("/__kronika/events");
    source.addEventListener("open", () => onLine(true));
    source.addEventListener("state", ({ data }) => onState(JSON.parse(data)));
    source.addEventListener("error", () => {
      hangUp();
      onLine(false);
      timer = setTimeout(connect, PAUSE);
    });
  };

  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(hangUp, UNSEEN);
    else if (source?.readyState !== EventSource.OPEN) connect();
  });
  // On its way out the page loses its line and need not say so; it may come back from the browser's memory.
  window.addEventListener("pagehide", hangUp);
  window.addEventListener("pageshow", (event) => {
    if (event.isTrusted && event.persisted) connect();
  });
  connect();
}
