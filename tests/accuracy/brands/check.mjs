// How right the matching of brand names is on texts.tsv: precision, recall and F1 over all pairs of
// a text and a brand. Every third text is held out: rules were made by looking at the others alone.
//
// texts.tsv: language, brands that the text is about (`|` between them, `-` for none), text.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const rows = readFileSync(here('texts.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line, at) => {
    const [language, brands, text] = line.split('\t');
    return { language, brands: brands === '-' ? [] : brands.split('|'), text, heldOut: at % 3 === 2 };
  });

/** @param earshot the command line */
export function checkBrands(earshot = here('../../../build/native/earshot')) {
  const printed = execFileSync(earshot, ['classify', '--settings', here('settings.json')], {
    input: rows.map(({ text }) => `${text}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const answers = printed.trimEnd().split('\n').map((line) => JSON.parse(line));
  return rows.map((row, at) => {
    const { brands, evidence } = answers[at];
    return {
      ...row,
      said: brands,
      evidence,
      missed: row.brands.filter((brand) => !brands.includes(brand)),
      wrong: brands.filter((brand) => !row.brands.includes(brand)),
    };
  });
}

/** Precision, recall and F1 over pairs of a text and a brand. */
export function figuresOf(checked) {
  const sum = (count) => checked.reduce((total, row) => total + count(row), 0);
  const right = sum(({ said, wrong }) => said.length - wrong.length);
  const wrong = sum((row) => row.wrong.length);
  const missed = sum((row) => row.missed.length);
  return {
    texts: checked.length,
    precision: right / (right + wrong),
    recall: right / (right + missed),
    f1: (2 * right) / (2 * right + wrong + missed),
  };
}
