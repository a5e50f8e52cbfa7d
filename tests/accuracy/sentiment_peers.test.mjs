// Sentiment beside word lists of npm, on judging parts that nothing was trained on: macro-F1 over the
// classes of a set. A text that a list finds nothing in is neutral to it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const posts = join(process.env.EARSHOT_SHARED ?? join(root, '../shared'), 'data/sentiment');
const installed = process.env.EARSHOT_SENTIMENT_PEERS ?? join(homedir(), '.cache/earshot/sentiment-peers');
const require = createRequire(join(installed, 'package.json'));
const skip = (!existsSync(posts) && 'no labelled texts beside the repository')
  || (!existsSync(join(installed, 'node_modules/sentiment')) && 'run tests/accuracy/sentiment/fetch first');
const mostTexts = 400;
/** multilang-sentiment takes a tenth of a second for a text, nlp.js in Korean half of that. */
const mostOfSlow = 100;
const classes = ['pos', 'neu', 'neg'];
const sign = (score) => (score > 0 ? 'pos' : score < 0 ? 'neg' : 'neu');

async function peersOf(language) {
  const peers = {};
  if (language === 'en') {
    const vader = require('vader-sentiment').SentimentIntensityAnalyzer;
    const afinn = new (require('sentiment'))();
    const wink = require('wink-sentiment');
    peers['vader-sentiment'] = (text) => {
      const { compound } = vader.polarity_scores(text);
      return compound >= 0.05 ? 'pos' : compound <= -0.05 ? 'neg' : 'neu';
    };
    peers.sentiment = (text) => sign(afinn.analyze(text).score);
    peers['wink-sentiment'] = (text) => sign(wink(text).score);
  } else {
    const multilang = require('multilang-sentiment');
    const judge = (text) => sign(multilang(text, language).score);
    judge.slow = true;
    peers['multilang-sentiment'] = judge;
  }
  const { SentimentAnalyzer } = require('@nlpjs/sentiment');
  const container = await require('@nlpjs/core').containerBootstrap();
  const name = language[0].toUpperCase() + language.slice(1);
  container.use(require(`@nlpjs/lang-${language}`)[`Lang${name}`]);
  const analyzer = new SentimentAnalyzer({ container });
  const judge = async (text) => sign((await analyzer.process({ locale: language, text })).sentiment.score);
  judge.slow = language === 'ko';
  peers['nlp.js'] = judge;
  return peers;
}

/** Mentions of the project's own corpus by the writers that only judge, or a set's judging part. */
function textsOf(language, set) {
  if (set === 'own') {
    return readFileSync(join(root, 'core/models/corpus', `${language}.jsonl`), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line))
      .filter(({ voice }) => Number(voice.slice(2)) % 5 === 0)
      .map(({ sentiment, text }) => ({ label: sentiment.slice(0, 3), text: text.replace(/\s+/g, ' ') })).slice(0, mostTexts);
  }
  const { stdout } = spawnSync('xz', ['-dc', join(posts, `${language}.tsv.xz`)], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const rows = stdout.split('\n').map((line) => line.split('\t'))
    .filter((cells) => cells[0] === set && cells[1] === 'dev' && classes.includes(cells[2]));
  const step = Math.ceil(rows.length / mostTexts);
  return rows.filter((_, i) => i % step === 0).map(([, , label, text]) => ({ label, text }));
}

function macroF1(rows, answers) {
  const scores = classes.filter((name) => rows.some(({ label }) => label === name)).map((name) => {
    const hits = rows.filter(({ label }, i) => label === name && answers[i] === name).length;
    const said = answers.filter((answer) => answer === name).length;
    return (2 * hits) / (said + rows.filter(({ label }) => label === name).length);
  });
  return (100 * scores.reduce((sum, score) => sum + score, 0)) / scores.length;
}

function earshot(rows) {
  const { stdout, stderr, status } = spawnSync(join(root, 'build/native/earshot'), ['classify'],
    { input: rows.map(({ text }) => `${text}\n`).join(''), encoding: 'utf8', maxBuffer: 2 ** 30 });
  assert.equal(status, 0, stderr);
  const names = { positive: 'pos', negative: 'neg' };
  return stdout.trimEnd().split('\n').map((line) => names[JSON.parse(line).sentiment.label] ?? 'neu');
}

before(() => {
  if (!skip) spawnSync('scripts/build', ['--quiet', 'cli'], { cwd: root, stdio: 'inherit' });
});

for (const [language, set] of [
  ['en', 'umsab'], ['de', 'umsab'], ['es', 'umsab'], ['fr', 'umsab'], ['it', 'umsab'], ['pt', 'umsab'], ['ar', 'umsab'],
  ['en', 'own'], ['ru', 'own'], ['ru', 'brighter'], ['ko', 'kote'], ['ko', 'own'], ['ja', 'own'], ['ja', 'm-absa'], ['id', 'smsa'], ['uk', 'brighter'], ['zh', 'brighter'],
]) {
  test(`sentiment beside word lists: ${set} in ${language}`, { skip, timeout: 120_000 }, async (t) => {
    const rows = textsOf(language, set);
    assert.ok(rows.length >= 60, `${rows.length}`);
    const answers = earshot(rows);
    const figures = [`Earshot ${macroF1(rows, answers).toFixed(1)}`];
    for (const [name, judge] of Object.entries(await peersOf(language))) {
      const judged = judge.slow ? rows.slice(0, mostOfSlow) : rows;
      const said = [];
      for (const { text } of judged) said.push(await judge(text));
      const ours = macroF1(judged, answers.slice(0, judged.length)), theirs = macroF1(judged, said);
      figures.push(judge.slow ? `${name} ${theirs.toFixed(1)} (of the first ${judged.length}; Earshot ${ours.toFixed(1)})`
        : `${name} ${theirs.toFixed(1)}`);
      assert.ok(ours > theirs, `${name}: ${theirs} against ${ours}`);
    }
    t.diagnostic(`${set} ${language}, macro-F1 of ${rows.length} texts: ${figures.join(', ')}`);
  });
}
