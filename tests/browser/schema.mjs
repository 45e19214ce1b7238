// Validates what people write against the JSON Schemas of `kronika schema`, by tools that know nothing of kronika:
// ajv for JSON Schema, yaml for YAML 1.2.
//
//   node schema.mjs BINARY
//
// 1. Every schema is one by its own metaschema, in both languages alike.
// 2. The sample, the sites of the tests and the starter sites are accepted, each entry by the schema of its kind and
//    by the one of any entry.
// 3. Each fault of tests/faults/*.case that a schema can know is told on its line; the catalogue's wrong examples are
//    refused, its right ones accepted.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Mapping, validator } from './lib/schemas.mjs';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = resolve(process.argv[2] ?? join(project, 'target/release/kronika'));
const problems = [];
const counts = { schemas: 0, accepted: 0, refused: 0, beyond: 0 };

const kinds = {
  programmes: 'programme', stages: 'stage', forums: 'forum', events: 'event', reports: 'report', posts: 'post',
  pages: 'page', people: 'person', organisations: 'organisation', places: 'place',
};

// Codes whose faults a schema can know, if not all of them.
const knowable = ['K0106', 'K0107', 'K0108', 'K0109', 'K0113', 'K0114', 'K0201', 'K0602'];

// Faults of these codes that only kronika can know, by place, code and words.
const beyond = [
  [/^when.case, content\/events\/d.md/, 'that an end comes before its start'],
  [/the event has no day/, 'which days an event has'],
  [/write for example `timezone|the wrong example of K0602/, 'which timezones there are'],
  [/remove `image` or/, 'that one key excludes another'],
  [/write `status: partial`|add `not_accessible:|add a line `report:/, 'what the value of one key asks of others'],
  [/must say which programme/, 'in whose folder a stage is'],
  [/neither names of fonts/, 'what names of fonts may be'],
  [/did you mean `to: |did you mean$/, 'which entries and pages there are'],
  [/did you mean `template: /, 'which templates there are'],
  [/^template_name.case, content\/pages\/a.md:4/, 'what may be a path of the site'],
  [/write `event: spotkania-lodz`/, 'what may be part of an address'],
  [/write `url: https:\/\/youtu\.be/, 'which code of a player stands in place of its address'],
  [/did you mean `pattern: /, 'which patterns the theme has'],
];

const reasonFor = (fault) => beyond.find(([words]) => words.test(fault))?.[1];

const schemas = new Map();
for (const subject of ['', ...Object.values(kinds), 'home', 'site', 'statement']) {
  const [polish, english] = ['pl', 'en'].map((language) => {
    const arguments_ = ['schema', ...(subject ? [subject] : []), '--lang', language];
    return JSON.parse(execFileSync(binary, arguments_, { encoding: 'utf8', maxBuffer: 1e8 }));
  });
  schemas.set(subject, validator(polish, (problem) => problems.push(`schema ${subject}: ${problem}`)));
  const bare = (schema) => JSON.stringify(schema, (key, value) =>
    ['title', 'description', 'patternErrorMessage'].includes(key) && typeof value === 'string' ? '' : value);
  if (bare(polish) !== bare(english)) problems.push(`schema ${subject}: differs by language in more than words`);
  counts.schemas += 1;
}

// The YAML of a file and the names of its schemas; none for files that hold no YAML of ours.
function read(path, text) {
  if (path === 'kronika.yaml') return { mapping: new Mapping(text, 1), subjects: ['site'] };
  if (path === 'deklaracja.yaml') return { mapping: new Mapping(text, 1), subjects: ['statement'] };
  if (!path.startsWith('content/') || !path.endsWith('.md')) return undefined;
  const parts = text.match(/^(\uFEFF?\s*---[ \t]*\r?\n)([\s\S]*?)^(?:---|\.\.\.)[ \t]*\r?$/m);
  if (!parts || !text.startsWith(parts[1])) return undefined;
  const mapping = new Mapping(parts[2], parts[1].split('\n').length);
  if (path === 'content/index.md') return { mapping, subjects: ['home'] };
  const folders = path.split('/').slice(1, path.endsWith('/index.md') && path.split('/').length > 3 ? -2 : -1);
  const kind = mapping.text('kind') ?? kinds[folders.reverse().find((folder) => kinds[folder])];
  return { mapping, subjects: [kind, ''].filter((subject) => schemas.has(subject)) };
}

// What the schemas have against a file: lines and words; none when all accept it.
function complaints(path, text) {
  const file = read(path, text);
  if (!file) return undefined;
  const { mapping, subjects } = file;
  return mapping.broken ?? subjects.flatMap((subject) => mapping.complaints(schemas.get(subject), subject));
}

function accept(place, path, text) {
  const found = complaints(path, text);
  if (!found) return;
  counts.accepted += 1;
  for (const { line, words } of found) problems.push(`${place}:${line} is right, but: ${words}`);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath ?? item.path, item.name));
}

const sites = ['.', 'tests/sites/english', 'tests/sites/awkward', 'tests/sites/single', 'tests/sites/lenient',
  'src/cli/starter/pl', 'src/cli/starter/en'];
for (const site of sites) {
  const root = join(project, site);
  const before = counts.accepted;
  const settings = ['kronika.yaml', 'deklaracja.yaml'].map((name) => join(root, name)).filter(existsSync);
  for (const file of [...settings, ...filesBelow(join(root, 'content'))].sort()) {
    accept(join(site, relative(root, file)), relative(root, file), readFileSync(file, 'utf8'));
  }
  if (counts.accepted < before + 2) problems.push(`${site} has no entries`);
}

// A case: files with their faults written below the lines they are in.
function faultsOf(text) {
  const files = [];
  for (const line of text.split('\n')) {
    const file = files.at(-1);
    const fault = line.match(/^#> (\S+) (?:warning )?(K\d{4}) ?(.*)$/);
    if (line.startsWith('### ')) files.push({ path: line.slice(4).trim(), lines: [], faults: [] });
    else if (fault) file.faults.push({ line: file.lines.length, code: fault[2], words: fault[3] });
    else if (file) file.lines.push(line.replaceAll('⇥', '\t').replaceAll('␠', ' '));
  }
  return files;
}

const folder = join(project, 'tests/faults');
for (const name of readdirSync(folder).filter((name) => name.endsWith('.case')).sort()) {
  for (const file of faultsOf(readFileSync(join(folder, name), 'utf8'))) {
    const found = complaints(file.path, file.lines.join('\n') + '\n');
    if (!found) continue;
    for (const fault of file.faults.filter(({ code }) => knowable.includes(code))) {
      const place = `${name}, ${file.path}:${fault.line}`;
      const told = found.some(({ line, fatal }) => fatal || line === fault.line);
      const inBody = file.path.endsWith('.md') && file.lines.slice(0, fault.line).filter((l) => l === '---').length > 1;
      const reason = reasonFor(`${place} ${fault.code} ${fault.words}`) ?? (inBody ? 'what is in a body' : undefined);
      if (told !== Boolean(reason)) counts[told ? 'refused' : 'beyond'] += 1;
      else problems.push(`${place} is ${told ? 'told' : 'not told'}: ${fault.code} ${fault.words}`);
    }
  }
}

// The catalogue of codes: `@code`, then `@wrong` and `@right` files.
let code, side, path;
const examples = [];
for (const line of readFileSync(join(project, 'src/diag/catalogue/examples.txt'), 'utf8').split('\n')) {
  const mark = line.match(/^@(code|file|beside|wrong|right|machine) ?(.*)$/);
  if (mark?.[1] === 'code') code = mark[2];
  else if (mark?.[1] === 'file') examples.push({ code, side, path: mark[2], lines: [] });
  else if (mark) side = mark[1];
  else examples.at(-1)?.lines.push(line);
}
for (const right of examples.filter(({ side }) => side !== 'wrong')) {
  accept(`right example of ${right.code}, ${right.path}`, right.path, right.lines.join('\n') + '\n');
}
for (const code of knowable) {
  const wrong = examples.filter((example) => example.code === code && example.side === 'wrong');
  const found = wrong.flatMap((example) => complaints(example.path, example.lines.join('\n') + '\n') ?? []);
  const example = `the wrong example of ${code}`;
  if ((found.length > 0) !== Boolean(reasonFor(example))) counts[found.length > 0 ? 'refused' : 'beyond'] += 1;
  else problems.push(`${example} is ${found.length > 0 ? 'told' : 'not told'}`);
}

for (const problem of problems) console.log(problem);
console.log(`${counts.schemas} schemas; ${counts.accepted} files accepted; ${counts.refused} faults refused, `
  + `${counts.beyond} that no schema can know`);
if (counts.accepted < 100 || counts.refused < 30) problems.push('too little was checked');
process.exit(problems.length > 0 ? 1 : 0);
