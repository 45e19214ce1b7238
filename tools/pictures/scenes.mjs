// The pictures of the sample archive, as SVG: flat drawings of rooms and things, without people, plainly no photographs.
// `scenes` maps the name of a file to what it shows; `draw.mjs` makes JPEGs of them. Units are pixels of the finished
// picture. Whatever varies comes from `steps`, so that the same drawing comes out each time.

const NAVY = "#0b4a66", DEEP = "#06323e", RUST = "#a8430f", CLAY = "#d98a5b", SAND = "#ecd9c0", CREAM = "#f7f1e7";
const MIST = "#dfeaee", SKY = "#b9d5de", STEEL = "#6f9fb1", WOOD = "#c79a6b", LEAF = "#5d8a72", WHITE = "#ffffff";

const rect = (x, y, w, h, fill, more = "") => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const round = (x, y, w, h, r, fill, more = "") => rect(x, y, w, h, fill, `rx="${r}" ${more}`);
const disc = (x, y, r, fill, more = "") => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
const path = (d, fill, more = "") => `<path d="${d}" fill="${fill}" ${more}/>`;
const line = (d, colour, width) => path(d, "none", `stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`);
const at = (x, y, body, turn = 0) => `<g transform="translate(${x} ${y}) rotate(${turn})">${body}</g>`;
const times = (count, one) => Array.from({ length: count }, (_, index) => one(index)).join("");

/** Numbers from 0 to 1 in an order that is always the same (Park and Miller, 1988). */
const steps = (seed) => () => (seed = (seed * 48271) % 2147483647) / 2147483647;

const words = (x, y, widths, colour, gap = 26) => widths.map((width, row) => round(x, y + row * gap, width, 9, 4, colour)).join("");
const note = (x, y, colour, turn = 0, size = 110) => at(x, y, rect(0, 0, size, size, colour) + words(size * 0.14, size * 0.26, [size * 0.7, size * 0.55, size * 0.4], "#00000044", size * 0.2), turn);

const wall = (ground, floor, height = 930) => rect(0, 0, 2000, 1333, ground) + rect(0, height, 2000, 1333 - height, floor);
const shade = (x, y, w) => `<ellipse cx="${x}" cy="${y}" rx="${w}" ry="${w / 9}" fill="#06323e22"/>`;
const window_ = (x, y, w, h) => round(x, y, w, h, 8, WHITE) + rect(x + 16, y + 16, w - 32, h - 32, SKY) + path(`M${x + 16} ${y + h * 0.75}q${w * 0.25}-${h * 0.3} ${w * 0.5}-${h * 0.08}t${w * 0.5 - 32}-${h * 0.06}V${y + h - 16}H${x + 16}z`, LEAF, 'opacity=".55"') + rect(x + w / 2 - 6, y, 12, h, WHITE);
const plant = (x, y) => times(5, (i) => at(x, y, path("M0 0q-38-90 0-190q38 100 0 190z", i % 2 ? LEAF : "#47705c"), -48 + i * 24)) + path(`M${x - 60} ${y - 10}h120l-18 120h-84z`, RUST);

const chairBack = (x, y, size, colour) => at(x, y, round(-size / 2, -size * 0.9, size, size * 0.8, size * 0.16, colour) + rect(-size * 0.36, -size * 0.15, size * 0.08, size * 0.5, DEEP) + rect(size * 0.28, -size * 0.15, size * 0.08, size * 0.5, DEEP) + round(-size * 0.5, -size * 0.2, size, size * 0.16, size * 0.06, DEEP));

const table = (x, y, w, top) => shade(x + w / 2, y + 250, w * 0.55) + rect(x + 40, y + 30, 22, 220, DEEP) + rect(x + w - 62, y + 30, 22, 220, DEEP) + path(`M${x + 60} ${y - 90}H${x + w - 60}L${x + w} ${y + 16}H${x}z`, top) + rect(x, y + 16, w, 24, "#a87d50");

const flipchart = (x, y, page) => line(`M${x + 60} ${y + 520}L${x - 30} ${y + 840}M${x + 400} ${y + 520}L${x + 490} ${y + 840}`, DEEP, 18) + round(x, y, 460, 600, 10, WHITE) + rect(x, y, 460, 46, NAVY) + at(x, y, page);
const bars = (heights) => line("M70 500H400M70 500V130", DEEP, 8) + heights.map((h, i) => rect(100 + i * 74, 496 - h, 50, h, i === heights.length - 1 ? RUST : STEEL)).join("");

const sheet = (x, y, turn) => at(x, y, rect(-70, -26, 140, 52, WHITE) + words(-52, -14, [96, 70], SKY, 18), turn);

const house = (x, base, w, h, colour, roof) => rect(x, base - h, w, h, colour) + roof(x, base - h, w) + times(Math.max(1, Math.floor(h / 120)), (row) => times(Math.max(1, Math.floor(w / 70)), (column) => rect(x + 22 + column * 64, base - h + 34 + row * 105, 30, 52, column % 2 === row % 2 ? SAND : SKY)));
const gable = (colour) => (x, y, w) => path(`M${x - 14} ${y}L${x + w / 2} ${y - w * 0.42}L${x + w + 14} ${y}z`, colour);
const flat = (colour) => (x, y, w) => rect(x - 8, y - 20, w + 16, 22, colour);
const tower = (x, base, w, h, colour) => rect(x, base - h, w, h, colour) + path(`M${x - 12} ${base - h}h${w + 24}L${x + w / 2} ${base - h - w * 1.6}z`, RUST) + disc(x + w / 2, base - h + w * 0.7, w * 0.28, CREAM) + line(`M${x + w / 2} ${base - h + w * 0.7}v${-w * 0.18}M${x + w / 2} ${base - h + w * 0.7}h${w * 0.12}`, DEEP, 5);

function workshop() {
  return wall(CREAM, SAND) + window_(140, 150, 380, 460) + window_(620, 150, 380, 460) + round(1150, 130, 640, 480, 12, WHITE) + rect(1150, 130, 640, 14, STEEL)
    + [[1200, 190, SAND, -3], [1340, 200, SKY, 2], [1480, 185, CLAY, -2], [1620, 205, SAND, 4], [1210, 340, SKY, 3], [1355, 350, CLAY, -4], [1500, 340, SAND, 2], [1215, 480, SAND, -2], [1360, 490, SKY, 1]].map((one) => note(...one, 100)).join("")
    + plant(1890, 830) + table(160, 850, 760, WOOD) + table(1060, 850, 760, WOOD)
    + sheet(350, 800, -8) + sheet(560, 815, 5) + sheet(740, 795, -3) + sheet(1260, 812, 7) + sheet(1490, 795, -6) + sheet(1690, 815, 3)
    + [300, 540, 780, 1200, 1440, 1680].map((x, i) => shade(x, 1262, 110) + chairBack(x, 1190, 200, i % 2 ? NAVY : RUST)).join("");
}

function board() {
  const next = steps(7), colours = [SAND, SKY, CLAY, "#cfe0c9"];
  return rect(0, 0, 2000, 1333, MIST) + round(150, 120, 1700, 1090, 20, WHITE) + rect(150, 120, 1700, 120, NAVY)
    + ["", "", ""].map((_, column) => round(220 + column * 560, 160, 300, 36, 18, CREAM) + rect(150 + (column + 1) * 567, 240, 4, 970, MIST)).join("")
    + times(3, (column) => times(4 - column, (row) => times(2, (side) => (column + row + side) % 5 === 4 ? "" : note(210 + column * 567 + side * 230 + next() * 20, 290 + row * 220 + next() * 16, colours[Math.floor(next() * 4)], next() * 8 - 4, 180))))
    + line("M660 850C730 830 770 760 850 742M1190 640C1300 600 1320 480 1400 450", RUST, 10) + path("M862 738l-46-6 24 42z", RUST) + path("M1404 448l-48 0 28 38z", RUST)
    + at(1560, 1050, round(0, 0, 220, 30, 15, NAVY) + path("M220 0l50 15-50 15z", RUST), -24);
}

function stage() {
  return rect(0, 0, 2000, 1333, DEEP) + path("M0 0H2000V760H0z", NAVY) + path("M420 0L120 760H760z", "#ffffff", 'opacity=".07"') + path("M1580 0L1240 760H1880z", "#ffffff", 'opacity=".07"')
    + round(480, 110, 1040, 480, 10, CREAM) + line("M560 500H1440M560 500V190", STEEL, 8) + line("M600 440L780 390L960 410L1140 300L1380 230", RUST, 14) + [[600, 440], [780, 390], [960, 410], [1140, 300], [1380, 230]].map(([x, y]) => disc(x, y, 18, NAVY)).join("")
    + path("M180 760H1820L1940 850H60z", WOOD) + rect(60, 850, 1880, 46, "#8a6238")
    + path("M330 560h150l-22 220h-106z", RUST) + path("M306 536h198l-10 34h-178z", CLAY) + line("M420 536q6-70 44-86", DEEP, 8) + disc(466, 446, 14, DEEP)
    + times(3, (i) => chairBack(1240 + i * 190, 770, 150, STEEL))
    + times(3, (row) => times(10 + (row % 2), (i) => chairBack(60 + i * (200 + row * 16) - row * 90 + (row % 2) * -60, 1060 + row * 130, 170 + row * 24, ["#2f6b84", "#1f5870", "#134a61"][row])));
}

function circle() {
  return rect(0, 0, 2000, 1333, SAND) + times(14, (i) => rect(0, i * 100, 2000, 3, "#dcc3a2")) + disc(1000, 666, 440, CREAM) + disc(1000, 666, 300, MIST) + disc(1000, 666, 300, "none", `stroke="${SKY}" stroke-width="10"`)
    + times(12, (i) => at(1000, 666, at(0, -540, round(-66, -60, 132, 120, 26, i % 3 ? NAVY : RUST) + round(-72, -92, 144, 40, 18, DEEP)), i * 30))
    + note(880, 560, SAND, -12, 120) + note(1030, 610, CLAY, 9, 120) + note(900, 720, SKY, 4, 120) + note(1050, 755, WHITE, -6, 120);
}

function online() {
  const tiles = times(6, (i) => { const x = 640 + (i % 3) * 248, y = 300 + Math.floor(i / 3) * 210; return round(x, y, 228, 190, 12, [SKY, SAND, MIST, CREAM, SKY, SAND][i]) + [round(x + 60, y + 40, 108, 90, 8, NAVY) + rect(x + 104, y + 130, 20, 20, NAVY), disc(x + 114, y + 92, 48, RUST) + disc(x + 114, y + 92, 22, CREAM), path(`M${x + 60} ${y + 140}l54-100 54 100z`, STEEL), round(x + 54, y + 60, 120, 70, 35, CLAY), path(`M${x + 114} ${y + 36}l54 58-54 58-54-58z`, NAVY), line(`M${x + 50} ${y + 110}q32-80 64-20t64-20`, RUST, 14)][i] + round(x + 14, y + 160, 80, 12, 6, DEEP); });
  return rect(0, 0, 2000, 1333, MIST) + rect(0, 1000, 2000, 333, WOOD) + rect(0, 1000, 2000, 16, "#a87d50") + window_(90, 120, 380, 480)
    + shade(1000, 1080, 640) + round(590, 250, 840, 560, 26, DEEP) + rect(616, 276, 788, 480, NAVY) + tiles + path("M470 1010L590 810H1430L1550 1010q0 36-40 36H510q-40 0-40-36z", STEEL) + path("M640 840H1380L1440 950H580z", "#4f8296") + round(880, 964, 260, 40, 12, "#5a8da0")
    + at(1690, 940, round(-70, -60, 140, 170, 18, RUST) + path("M70-30q70 0 70 55t-70 55", "none", `stroke="${RUST}" stroke-width="22"`) + `<ellipse cx="0" cy="-58" rx="70" ry="16" fill="${DEEP}"/>`)
    + at(230, 1130, rect(0, -60, 300, 190, WHITE) + words(30, -26, [220, 240, 180, 210], SKY, 38), -7) + plant(1860, 860);
}

function chart() {
  return wall(MIST, "#cdb08d") + round(120, 140, 560, 420, 10, WHITE) + path("M150 520V350q120-60 240 0t260-40v210z", SKY) + path("M150 520v-90q160-70 300 0t200-20v110z", STEEL) + disc(560, 240, 46, CLAY)
    + shade(1020, 1190, 340) + flipchart(790, 290, bars([110, 170, 150, 330]) + words(90, 80, [180], NAVY))
    + table(1300, 960, 600, WOOD) + sheet(1480, 905, -6) + sheet(1680, 920, 8) + at(1590, 860, round(-8, -90, 16, 120, 6, RUST) + round(24, -70, 16, 100, 6, NAVY) + round(-40, -20, 110, 90, 12, STEEL)) + plant(330, 1010);
}

function town() {
  const next = steps(19), base = 960;
  return rect(0, 0, 2000, 1333, CREAM) + disc(1560, 300, 120, CLAY) + path("M0 760Q300 600 640 720T1240 690T2000 640V1000H0z", SKY) + path("M0 850Q420 720 860 820T2000 770V1000H0z", STEEL, 'opacity=".6"')
    + times(9, (i) => house(30 + i * 222, base, 150 + Math.floor(next() * 60), 190 + Math.floor(next() * 190), [NAVY, RUST, STEEL, DEEP, CLAY][i % 5], i % 3 === 1 ? flat(DEEP) : gable(i % 2 ? NAVY : RUST)))
    + tower(1010, base, 120, 520, NAVY) + tower(420, base, 84, 390, DEEP)
    + rect(0, base, 2000, 60, LEAF) + rect(0, base + 60, 2000, 320, NAVY) + times(22, (i) => round(next() * 1900, base + 90 + next() * 250, 80 + next() * 160, 7, 3, STEEL)) + times(8, (i) => disc(130 + i * 250, base - 6, 46, LEAF) + rect(124 + i * 250, base + 10, 12, 40, "#6b4a2a"));
}

function plan() {
  const next = steps(41);
  const blocks = times(6, (row) => times(8, (column) => { const x = 60 + column * 240, y = 60 + row * 205; if ((row + column) % 7 === 3) return round(x, y, 200, 165, 20, "#b9d0b4") + times(4, (i) => disc(x + 40 + next() * 120, y + 35 + next() * 95, 22, LEAF)); return times(2, (i) => times(2, (k) => round(x + i * 104, y + k * 86, 92, 74, 8, [SAND, "#e6cdb0", MIST][Math.floor(next() * 3)]))); }));
  const pin = (x, y, colour) => shade(x, y + 4, 40) + path(`M${x} ${y}q-62-80-62-124a62 62 0 0 1 124 0q0 44-62 124z`, colour) + disc(x, y - 124, 24, WHITE);
  return rect(0, 0, 2000, 1333, CREAM) + blocks + path("M-20 1180Q400 980 760 1060T1400 700T2020 560", "none", `stroke="${STEEL}" stroke-width="120"`) + line("M0 250L2000 470M680 0L900 1333", WHITE, 46) + line("M0 250L2000 470M680 0L900 1333", SKY, 6)
    + line("M420 830L760 560L1180 610L1500 330", RUST, 12) + pin(420, 830, RUST) + pin(760, 560, NAVY) + pin(1180, 610, NAVY) + pin(1500, 330, RUST);
}

/** Upright: 1333 × 2000. */
function lectern() {
  return rect(0, 0, 1333, 2000, NAVY) + path("M380 0L80 1500H1250L950 0z", "#ffffff", 'opacity=".07"') + rect(0, 1500, 1333, 500, WOOD) + rect(0, 1500, 1333, 24, "#8a6238") + path("M90 0H330Q300 760 150 1500H90z", RUST) + path("M1003 0H1243V1500H1183Q1033 760 1003 0z", RUST) + rect(0, 0, 90, 1500, "#8b380d") + rect(1243, 0, 90, 1500, "#8b380d")
    + shade(666, 1800, 330) + path("M400 980H933L860 1800H473z", CREAM) + path("M350 900H983L950 990H383z", SAND) + disc(666, 1330, 120, "none", `stroke="${NAVY}" stroke-width="22"`) + path("M606 1360l60-100 60 100z", RUST)
    + at(640, 900, rect(-150, -26, 300, 30, WHITE), -2) + line("M760 900Q770 720 660 660", DEEP, 16) + at(640, 640, round(-34, -64, 68, 120, 34, DEEP) + times(3, (i) => rect(-34, -34 + i * 26, 68, 6, STEEL)), -42);
}

/** Upright: 1333 × 2000. */
function notebook() {
  return rect(0, 0, 1333, 2000, WOOD) + times(9, (i) => rect(i * 160, 0, 4, 2000, "#b88a5b")) + at(660, 1010, rect(-410, -600, 860, 1230, "#06323e33") + round(-430, -620, 860, 1230, 24, CREAM) + rect(-430, -620, 90, 1230, NAVY) + times(16, (i) => disc(-340, -560 + i * 72, 13, DEEP))
    + words(-240, -500, [420], RUST, 60) + words(-240, -410, [560, 520, 580, 400], STEEL, 52) + times(4, (i) => round(-240, -120 + i * 100, 44, 44, 8, WHITE, `stroke="${NAVY}" stroke-width="7"`) + (i < 3 ? line(`M-230 ${-98 + i * 100}l12 14 24-28`, RUST, 9) : "") + words(-160, -104 + i * 100, [[430, 380, 460, 300][i]], STEEL)) + line("M-230 480L-120 400L-10 430L120 330L300 290", NAVY, 10), -5)
    + at(1080, 1120, round(-24, -420, 48, 660, 24, RUST) + path("M-24 236h48l-24 84z", SAND) + path("M-8 292h16l-8 28z", DEEP) + rect(-24, -330, 48, 20, CREAM), 14)
    + at(1090, 330, disc(0, 0, 170, WHITE) + disc(0, 0, 128, "#5b3a22") + disc(-34, -34, 34, "#6f4a2e"));
}

/** Each picture by its name; `upright` is drawn 1333 wide and 2000 high, `turned` is stored lying, as a phone does. */
export const scenes = {
  "warsztat-stoly": { draw: workshop },
  "tablica-karteczki": { draw: board },
  "wykres-flipchart": { draw: chart },
  "notatnik": { draw: notebook, upright: true, turned: true },
  "scena-forum": { draw: stage },
  "krzesla-w-kregu": { draw: circle },
  "spotkanie-online": { draw: online },
  "panorama-miasta": { draw: town },
  "plan-miasta": { draw: plan },
  "mownica": { draw: lectern, upright: true },
};
