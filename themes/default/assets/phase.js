// Keeps a page true that is read after something it tells of has begun or ended, but was built before that.
// Works on elements with data-starts and data-ends (moments) and data-built (the phase the page was built in):
// within them, what has data-phase is shown in the phases named; a <template data-phase> is filled in behind itself.
// All words come from the page. A reader's clock that runs behind the build changes nothing.

(() => {
  const PHASES = ["before", "during", "after"];

  const phaseAt = (scope, now) => {
    if (now >= Date.parse(scope.dataset.ends)) return "after";
    return now >= Date.parse(scope.dataset.starts) ? "during" : "before";
  };

  const show = (part, phase) => {
    const wanted = part.dataset.phase.split(" ").includes(phase);
    if (part.localName !== "template") {
      part.hidden = !wanted;
    } else if (wanted) {
      const filled = part.content.cloneNode(true);
      for (const element of filled.children) element.dataset.phase = part.dataset.phase;
      part.after(filled);
      part.remove();
    }
  };

  const update = () => {
    const now = Date.now();
    for (const scope of document.querySelectorAll("[data-starts]")) {
      const phase = phaseAt(scope, now);
      if (PHASES.indexOf(phase) <= PHASES.indexOf(scope.dataset.built)) continue;
      scope.dataset.built = phase;
      for (const part of scope.querySelectorAll("[data-phase]")) {
        if (part.closest("[data-starts]") === scope) show(part, phase);
      }
    }
  };

  update();
  // A page left open, or taken from the browser's memory.
  document.addEventListener("visibilitychange", update);
  window.addEventListener("pageshow", update);
  // Says so: everything is done again on pageshow, so that a preview may change the page below.
  document.currentScript?.setAttribute("data-pageshow", "");
})();
