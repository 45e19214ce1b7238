// What the film of tools/film/film.mjs shows: a timeline as the site draws it, built up mark by mark, with the words of its
// legend. `draw` paints the picture of one second and runs in the browser. The bottom is left free for captions, and all
// letters are large enough for a film as wide as a phone. Whoever changes `AT` changes the captions and the tones too.

/** When each part begins, in seconds; the names of `AT` are those of the parts. */
export const AT = { axis: 0, months: 2.9, programme: 5.6, stage: 8.6, point: 11.6, vague: 14.2, today: 17, hollow: 19.8, filter: 22.4, all: 25.4, link: 27.2, end: 30 };

const NAVY = "#0b4a66", RUST = "#a8430f", INK = "#16232a", GREY = "#4d5b61", RULE = "#c9d6da", HERO = "#e4edf4", WHITE = "#ffffff";
const AXIS = 410, WORDS = 462, LANE = [276, 338];

/** From 0 to 1 within `length` seconds of `from`, slow at both ends. */
const ease = (second, from, length = 0.7) => {
  const part = Math.min(1, Math.max(0, (second - from) / length));
  return part * part * (3 - 2 * part);
};

const faded = (c, alpha, paint) => {
  if (alpha <= 0) return;
  c.save();
  c.globalAlpha *= alpha;
  paint();
  c.restore();
};

function box(c, x, y, w, h, r, { fill, stroke, width = 4, dots = [] }) {
  c.beginPath();
  c.roundRect(x, y, w, h, r);
  if (fill) { c.fillStyle = fill; c.fill(); }
  if (stroke) { c.strokeStyle = stroke; c.lineWidth = width; c.setLineDash(dots); c.stroke(); c.setLineDash([]); }
}

function stroke(c, x1, y1, x2, y2, colour, width, dots = []) {
  c.beginPath();
  c.moveTo(x1, y1);
  c.lineTo(x2, y2);
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.setLineDash(dots);
  c.stroke();
  c.setLineDash([]);
}

function text(c, words, x, y, size, colour, { bold = false, align = "left" } = {}) {
  c.font = `${bold ? 700 : 400} ${size}px "Noto Sans"`;
  c.fillStyle = colour;
  c.textAlign = align;
  c.textBaseline = "middle";
  c.fillText(words, x, y);
  return c.measureText(words).width;
}

/** A link and what it says of itself, at the height of its mark; `aside` is how much of that is seen. */
function row(c, y, title, words, { active = false, aside = 1 } = {}) {
  const wide = text(c, title, WORDS, y, 48, NAVY, { bold: true });
  stroke(c, WORDS, y + 28, WORDS + wide, y + 28, active ? RUST : NAVY, active ? 6 : 3);
  faded(c, aside, () => text(c, words, WORDS + wide + 22, y + 1, 44, GREY));
}

/** A bar that grows from its beginning, at the bottom, with the square and the hairline of its row. */
function bar(c, lane, from, to, grown) {
  const x = LANE[lane], top = from + (to - from) * grown;
  stroke(c, x, from, WORDS - 14, from, GREY, 2);
  box(c, x - 9, top, 18, from - top, 4, { fill: NAVY });
  box(c, x - 20, from - 20, 40, 40, 8, { fill: NAVY });
}

function dot(c, y, size, hollow) {
  c.beginPath();
  c.arc(AXIS, y, 21 * size, 0, 2 * Math.PI);
  c.fillStyle = hollow ? WHITE : NAVY;
  c.fill();
  c.strokeStyle = NAVY;
  c.lineWidth = 6;
  c.stroke();
}

/** The pointer of a mouse; pressed, it draws a ring. */
function pointer(c, x, y, pressed) {
  if (pressed > 0 && pressed < 1) faded(c, 1 - pressed, () => { c.beginPath(); c.arc(x, y, 12 + 44 * pressed, 0, 2 * Math.PI); c.strokeStyle = RUST; c.lineWidth = 6; c.stroke(); });
  c.beginPath();
  for (const [dx, dy] of [[0, 0], [0, 50], [12, 39], [21, 60], [31, 55], [22, 35], [38, 35]]) c.lineTo(x + dx, y + dy);
  c.closePath();
  c.fillStyle = INK;
  c.fill();
  c.strokeStyle = WHITE;
  c.lineWidth = 3;
  c.stroke();
}

function filters(c, narrowed) {
  box(c, 0, 0, 1280, 104, 0, { fill: HERO });
  text(c, "Rodzaj", 40, 53, 42, INK, { bold: true });
  box(c, 216, 18, 390, 68, 10, { fill: WHITE, stroke: narrowed ? RUST : GREY, width: narrowed ? 6 : 3 });
  text(c, narrowed ? "Wydarzenia" : "wszystkie", 240, 53, 42, INK);
  c.beginPath();
  for (const [x, y] of [[552, 46], [580, 46], [566, 62]]) c.lineTo(x, y);
  c.fillStyle = INK;
  c.fill();
  box(c, 646, 18, 370, 68, 10, { fill: WHITE, stroke: GREY, width: 3 });
  text(c, "Pokaż wszystko", 831, 53, 42, INK, { align: "center" });
}

/** The page of an entry, opening. */
function page(c, opened) {
  const w = 360 * opened, h = 440 * opened;
  box(c, 1240 - w, 124 + (440 - h) / 2, w, h, 14, { fill: WHITE, stroke: NAVY, width: 5 });
  if (opened < 1) return;
  box(c, 880, 124, 360, 100, [14, 14, 0, 0], { fill: NAVY });
  text(c, "Program", 912, 174, 48, WHITE, { bold: true });
  [296, 260, 296, 210, 280, 160].forEach((wide, index) => box(c, 912, 262 + index * 46, wide, 16, 8, { fill: RULE }));
}

/** Where the pointer is: from one place to the next, in time. */
function pointerAt(second, stops) {
  let [x, y] = stops[0].to;
  for (const { from, to } of stops) {
    const part = ease(second, from, 0.7);
    x += (to[0] - x) * part;
    y += (to[1] - y) * part;
  }
  return [x, y];
}

/** Paints the picture of `second` on a canvas of 1280 × 720. */
export function draw(c, second) {
  const since = (name, after = 0, length = 0.7) => ease(second, AT[name] + after, length);
  const chosen = AT.filter + 1.2, freed = AT.all + 0.9, clicked = AT.link + 0.9;
  const opened = ease(second, clicked + 0.25, 0.6), aside = 1 - ease(second, clicked + 0.1, 0.3);
  const narrowed = second >= chosen && second < freed;
  const others = 1 - ease(second, chosen, 0.6) + ease(second, freed, 0.6);

  c.fillStyle = WHITE;
  c.fillRect(0, 0, 1280, 720);

  const withFilter = since("filter", 0, 0.5);
  faded(c, 1 - withFilter, () => {
    box(c, 0, 0, 1280, 104, 0, { fill: NAVY });
    text(c, "Jak czytać oś czasu", 40, 53, 52, WHITE, { bold: true });
  });
  faded(c, withFilter, () => filters(c, narrowed));

  // Built from the bottom, the oldest, to the top.
  [["marzec", 484, 402], ["kwiecień", 322, 240], ["maj", 172, 0]].forEach(([month, y, edge], index) => {
    faded(c, since("months", 0.1 + index * 0.6, 0.5), () => {
      text(c, month, 232, y, 42, GREY, { bold: true, align: "right" });
      if (edge) stroke(c, 40, edge, 232, edge, RULE, 3);
    });
  });
  stroke(c, AXIS, 584, AXIS, 584 - 464 * since("axis", 0.4, 1.8), RULE, 6);

  faded(c, others, () => {
    faded(c, since("programme", 0, 0.4), () => {
      bar(c, 0, 546, 262, since("programme", 0.2, 2.2));
      row(c, 546, "Program", "od początku do końca", { active: second >= clicked, aside });
    });
    faded(c, since("stage", 0, 0.4), () => {
      bar(c, 1, 456, 370, since("stage", 0.2, 1.8));
      row(c, 456, "Etap", "część programu", { aside });
    });
    faded(c, since("vague", 0, 0.4), () => {
      const x = LANE[1];
      stroke(c, x, 274, WORDS - 14, 274, GREY, 2);
      stroke(c, x, 300, x, 300 + 35 * since("vague", 0.3, 1), NAVY, 14, [7, 7]);
      box(c, x - 20, 254, 40, 40, 8, { fill: WHITE, stroke: NAVY, width: 5, dots: [6, 5] });
      row(c, 274, "Etap", "termin przybliżony", { aside });
    });
  });

  faded(c, since("point", 0, 0.4), () => {
    dot(c, 366, 0.6 + 0.4 * since("point", 0, 0.6), false);
    row(c, 366, "Wydarzenie", "w swoim dniu", { aside });
  });
  faded(c, since("hollow", 0, 0.4), () => {
    dot(c, 148, 0.6 + 0.4 * since("hollow", 0, 0.6), true);
    row(c, 148, "Wydarzenie", "zapowiedziane", { aside });
  });
  const drawn = since("today", 0, 1);
  if (drawn > 0) stroke(c, 250, 211, 250 + 990 * drawn, 211, RUST, 5);
  faded(c, since("today", 0.4, 0.5), () => {
    box(c, 446, 184, 136, 54, 27, { fill: WHITE, stroke: RUST, width: 5 });
    text(c, "dziś", 514, 212, 40, INK, { bold: true, align: "center" });
  });

  if (opened > 0) page(c, opened);
  const [x, y] = pointerAt(second, [
    { from: AT.filter, to: [980, 420] },
    { from: AT.filter + 0.3, to: [470, 58] },
    { from: AT.all, to: [850, 62] },
    { from: AT.link, to: [560, 552] },
  ]);
  const pressed = [chosen, freed, clicked].map((at) => (second - at) / 0.6).find((part) => part > 0 && part < 1) ?? 0;
  faded(c, since("filter", 0.1, 0.4), () => pointer(c, x, y, pressed));
}
