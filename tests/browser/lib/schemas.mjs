// JSON Schema and YAML by tools of others: `validator` compiles a schema in ajv's strict mode, `Mapping` reads YAML
// and tells on which lines a schema has something against it.

import Ajv from 'ajv/dist/2020.js';
import { LineCounter, isMap, isPair, parseDocument } from 'yaml';

// Compiles a schema; what is wrong with the schema itself goes to `report`.
export function validator(schema, report) {
  // `anyOf` of required keys stands beside the keys themselves, which strictRequired does not see.
  const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
  // A keyword of editors, which validators are to ignore (JSON Schema 2020-12, 6.5).
  ajv.addVocabulary(['patternErrorMessage']);
  if (schema.$schema !== 'https://json-schema.org/draft/2020-12/schema') report('is of another dialect');
  if (!ajv.validateSchema(schema)) report(ajv.errorsText());
  let properties = 0;
  JSON.stringify(schema, (key, value) => {
    for (const [name, property] of Object.entries(key === 'properties' ? value : {})) {
      properties += 1;
      const condition = property.type === 'null' || property.enum !== undefined;
      if (!condition && !property.description) report(`${name} is not described`);
    }
    return value;
  });
  if (properties === 0) report('knows no keys');
  return ajv.compile(schema);
}

// A mapping written in YAML 1.2 whose first line is this one of its file.
export class Mapping {
  constructor(text, first) {
    this.first = first;
    this.lines = new LineCounter();
    this.document = parseDocument(text, { lineCounter: this.lines, version: '1.2' });
    if (this.document.errors.length > 0) {
      this.broken = this.document.errors.map((error) => (
        { line: this.lineAt(error.pos[0]), words: error.message.split('\n')[0], fatal: true }
      ));
    }
  }

  // The value of a key of text, if it is there.
  text(key) {
    const value = this.broken ? undefined : this.document.get(key);
    return typeof value === 'string' ? value : undefined;
  }

  lineAt(offset) {
    return this.lines.linePos(offset).line + this.first - 1;
  }

  // What a compiled schema has against it.
  complaints(validate, name) {
    if (validate(this.document.toJS({ maxAliasCount: -1 }) ?? {})) return [];
    const told = ({ keyword }) => !['anyOf', 'type', 'enum'].includes(keyword);
    // Of a mapping that has a fault inside, only that is told, not which other shapes it does not have either.
    const outer = ({ instancePath }) => validate.errors.some((other) => (
      other.instancePath.startsWith(`${instancePath}/`) || other.instancePath === instancePath && told(other)
    ));
    return validate.errors.filter((error) => told(error) || !outer(error)).map((error) => (
      { line: this.lineOf(error), words: `${name || 'any entry'}: ${error.instancePath} ${error.message}` }
    ));
  }

  // The line of the key that is too much, else of the value that is wrong.
  lineOf(error) {
    const path = error.instancePath.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const node = path.length > 0 ? this.document.getIn(path, true) : this.document.contents;
    const surplus = error.params.additionalProperty;
    const pair = surplus !== undefined && isMap(node)
      ? node.items.find((item) => isPair(item) && item.key.value === surplus) : undefined;
    const range = pair?.key.range ?? node?.range;
    return range ? this.lineAt(range[0]) : this.first;
  }
}
