// The line to the server: its states, and whether it is there. Entry point: listen().
//
// A browser has only six connections for one server, so all pages of a preview share one line: the page that was last
// looked at has it (a lock says which that is) and passes on to the others what it hears.

/** How long it waits before it tries again, in milliseconds. */
const PAUSE = 400;
/** The name of the lock, and of the channel to the other pages. */
const LINE = "kronika-preview-line";

/**
 * Calls `onState(state)` for every state that the server tells, the present one first, and `onLine(connected)`
 * when the connection comes or goes. Connects again by itself, for as long as the page is open.
 */
export function listen({ onState, onLine }) {
  // Neither is there on a page that another computer shows under a plain address.
  if (!navigator.locks || !window.BroadcastChannel) {
    alone({ onState, onLine });
    return;
  }

  const others = new BroadcastChannel(LINE);
  others.addEventListener("message", ({ data: { state, connected } }) => {
    if (state) onState(state);
    else onLine(connected);
  });
  const line = new Line({
    onState: (state) => {
      others.postMessage({ state });
      onState(state);
    },
    onLine: (connected) => {
      others.postMessage({ connected });
      onLine(connected);
    },
  });

  let away = false;
  let waiting = false;
  let letGo = () => {};
  const hold = () => {
    if (away) return undefined;
    line.connect();
    return new Promise((done) => (letGo = done));
  };
  // The page that is looked at takes the line; one that has lost it waits until it is free.
  const take = () => navigator.locks.request(LINE, { steal: true }, hold).catch(wait);
  const wait = () => {
    line.hangUp();
    if (away || waiting) return;
    waiting = true;
    const granted = () => {
      waiting = false;
      return hold();
    };
    navigator.locks.request(LINE, granted).catch(wait);
  };
  const come = () => {
    away = false;
    if (document.hidden) wait();
    else take();
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !line.isOpen()) take();
  });
  // On its way out the page loses its line and need not say so; it may come back from the browser's memory.
  window.addEventListener("pagehide", () => {
    away = true;
    line.hangUp();
    letGo();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.isTrusted && event.persisted) come();
  });
  come();
}

/** The same for a page that knows of no others. */
function alone(listeners) {
  const line = new Line(listeners);
  window.addEventListener("pagehide", () => line.hangUp());
  window.addEventListener("pageshow", (event) => {
    if (event.isTrusted && event.persisted) line.connect();
  });
  line.connect();
}

/** A connection that is made again when it is lost. */
class Line {
  #source = null;
  #timer = 0;
  #listeners;

  constructor(listeners) {
    this.#listeners = listeners;
  }

  connect() {
    this.hangUp();
    const { onState, onLine } = this.#listeners;
    this.#source = new EventSource("/__kronika/events");
    this.#source.addEventListener("open", () => onLine(true));
    this.#source.addEventListener("state", ({ data }) => onState(JSON.parse(data)));
    this.#source.addEventListener("error", () => {
      this.hangUp();
      onLine(false);
      this.#timer = setTimeout(() => this.connect(), PAUSE);
    });
  }

  hangUp() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  isOpen() {
    return this.#source?.readyState === EventSource.OPEN;
  }
}
