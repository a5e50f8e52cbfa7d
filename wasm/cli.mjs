// The command line through the wasm module: the same documents as the native `earshot`, to the byte.
import { closeSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const DONE = 0;
const UNUSABLE = 1;
const WRONG_USAGE = 2;
const READ_BYTES = 1 << 20;
const BATCH = 4096; // mentions printed at a time

const COMMANDS = ['report', 'inspect', 'mentions', 'rejected', 'preview', 'audit', 'learn', 'classify'];
const VALUES = {
  '--settings': 'settings', '--filter': 'filter', '--compare': 'compare', '--labels': 'labels',
  '-o': 'out', '--format': 'format', '--workers': 'workers',
};
const USAGE = `usage: earshot report   FILE... [--settings S.json] [--filter F.json] [--compare F2.json] [--labels L.csv] [--format json|csv] [--workers N] [-o OUT]
       earshot inspect  FILE... [-o OUT]
       earshot mentions FILE... [--settings S.json] [--filter F.json] [--format json|csv] [-o OUT]
       earshot rejected FILE... [-o OUT]
       earshot preview  FILE... [--settings S.json] [-o OUT]    what the brands would find
       earshot audit    FILE... [--settings S.json] [--labels L.csv] [--format csv|json] [-o OUT]
       earshot learn    FILE... --settings S.json [--apply] [-o OUT]    what corrections teach
       earshot classify [--settings S.json] [-o OUT]    a text per line on standard input
       earshot --version
FILE '-' is standard input. Exit codes: 0 done, 1 an input could not be used, 2 wrong usage.
`;

/** Options that go with some commands alone, in the order in which they are looked at. */
const USES = {
  '--filter': ['report', 'mentions'],
  '--compare': ['report'],
  '--labels': ['report', 'audit'],
  '--format': ['report', 'mentions', 'audit'],
};

/** A sentence for the person, and the exit code that goes with it. */
class Failure extends Error {
  constructor(message, code = UNUSABLE) {
    super(message);
    this.code = code;
  }
}

function parse(args) {
  const [command, ...rest] = args;
  if (command === undefined) throw new Failure('a command is missing', WRONG_USAGE);
  if (!COMMANDS.includes(command)) {
    throw new Failure(`there is no command "${command}"`, WRONG_USAGE);
  }
  const options = {
    command, files: [], settings: '', filter: '', compare: '', labels: '', out: '', format: '', workers: '1', apply: false, settingsText: '',
  };
  const given = new Set();
  for (let at = 0; at < rest.length; at += 1) {
    const argument = rest[at];
    if (Object.hasOwn(VALUES, argument)) {
      at += 1;
      if (at === rest.length) throw new Failure(`"${argument}" needs a value`, WRONG_USAGE);
      if (argument === '--format' && rest[at] !== 'json' && rest[at] !== 'csv') {
        throw new Failure('"--format" is json or csv', WRONG_USAGE);
      }
      // Files are read one after another here; that gives the same report.
      if (argument === '--workers' && !/^0*[1-9]\d{0,2}$/.test(rest[at])) {
        throw new Failure('"--workers" is a number from 1 to 999', WRONG_USAGE);
      }
      options[VALUES[argument]] = rest[at];
      given.add(argument);
    } else if (argument === '--apply' && command === 'learn') {
      options.apply = true;
    } else if (argument.length > 1 && argument.startsWith('-')) {
      throw new Failure(`there is no option "${argument}"`, WRONG_USAGE);
    } else {
      options.files.push(argument);
    }
  }
  for (const [option, commands] of Object.entries(USES)) {
    if (given.has(option) && !commands.includes(command)) {
      throw new Failure(`"${option}" does not go with "${command}"`, WRONG_USAGE);
    }
  }
  if (command === 'classify' && options.files.length > 0) {
    throw new Failure('"classify" reads standard input alone', WRONG_USAGE);
  }
  if (command !== 'classify' && options.files.length === 0) {
    throw new Failure('a file is missing', WRONG_USAGE);
  }
  if (command === 'learn' && options.settings === '') {
    throw new Failure('"learn" needs "--settings": they hold the corrections', WRONG_USAGE);
  }
  if (Number(options.workers) > 1 && command !== 'report') {
    throw new Failure('"--workers" goes with "report" alone', WRONG_USAGE);
  }
  return options;
}

function isDirectory(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function openInput(path) {
  if (path === '-') return 0;
  if (isDirectory(path)) {
    throw new Failure(`"${path}" is a directory; name the files in it`);
  }
  try {
    return openSync(path, 'r');
  } catch {
    throw new Failure(`"${path}" cannot be read`);
  }
}

const ownRoom = (buffer = new Uint8Array(READ_BYTES)) => () => buffer;

/**
 * Reads an open file piece by piece into what `room` gives, and calls `take` with each piece; it is valid
 * until the next one.
 */
function readAll(descriptor, take, room = ownRoom()) {
  for (;;) {
    const buffer = room();
    let size;
    try {
      size = readSync(descriptor, buffer, 0, buffer.length, null);
    } catch (error) {
      if (error.code === 'EAGAIN') continue;
      if (error.code === 'EOF') return;
      throw error;
    }
    if (size === 0) return;
    take(buffer.subarray(0, size));
  }
}

function slurpBytes(path) {
  const pieces = [];
  const descriptor = openInput(path);
  readAll(descriptor, (bytes) => pieces.push(bytes.slice()));
  if (descriptor !== 0) closeSync(descriptor);
  return Buffer.concat(pieces);
}

const slurp = (path) => slurpBytes(path).toString('utf8');

function complain(message) {
  process.stderr.write(`earshot: ${message}\n`);
}

/** The message of an error that crossed the border as JSON. */
function messageOf(error) {
  return JSON.parse(error).message;
}

function readInputs(session, files) {
  let all = true;
  for (const path of files) {
    try {
      const descriptor = openInput(path);
      session.open(path === '-' ? 'stdin' : basename(path));
      readAll(
        descriptor,
        (bytes) => session.feed(bytes.length),
        () => session.buffer(READ_BYTES),
      );
      if (descriptor !== 0) closeSync(descriptor);
      const error = session.close();
      if (error) throw new Failure(messageOf(error));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      complain(error.message);
      all = false;
    }
  }
  return all;
}

function classifyLines(session, print) {
  let open = [];
  readAll(0, (bytes) => {
    const end = bytes.lastIndexOf(0x0a) + 1;
    open.push(bytes.slice(0, end === 0 ? bytes.length : end));
    if (end === 0) return;
    print(session.classify(Buffer.concat(open).toString('utf8')));
    open = [bytes.slice(end)];
  });
  print(session.classify(Buffer.concat(open).toString('utf8')));
}

/** The text of a filter that the core takes; '' where no file is named. */
function readFilter(session, path) {
  if (!path) return '';
  const filter = slurp(path);
  const error = session.checkFilter(filter);
  if (error) throw new Failure(`${path}: ${messageOf(error)}`);
  return filter;
}

function run(session, options, filter, against, print) {
  if (options.command === 'classify') {
    classifyLines(session, print);
    return DONE;
  }
  let all = readInputs(session, options.files);
  const counts = session.counts();
  if (options.labels && (all || counts.mentions > 0)) {
    const error = session.checkAuditLabels();
    if (error) {
      complain(`${options.labels}: ${messageOf(error)}`);
      all = false;
    }
  }
  const csv = options.format === 'csv';
  if (options.command === 'inspect') {
    print(session.inspect());
  } else if (options.command === 'rejected') {
    for (let at = 0; at === 0 || at < counts.rejected; at += BATCH) {
      const rows = session.rejected(at, BATCH);
      print(at === 0 ? markedCsv(rows) : rows);
    }
  } else if (!all && counts.mentions === 0) {
    return UNUSABLE;
  } else if (options.command === 'preview') {
    print(session.preview('', -1, 20));
  } else if (options.command === 'learn') {
    print(options.apply ? session.learnInto(options.settingsText) : session.learn());
  } else if (options.command === 'report') {
    print(csv ? markedCsv(session.reportCsv(filter)) : session.report(filter, against));
  } else if (options.command === 'audit') {
    const format = options.format || 'csv';
    const sample = session.auditSample(format);
    print(format === 'csv' ? markedCsv(sample) : sample);
  } else {
    const size = session.select(filter);
    for (let at = 0; at === 0 || at < size; at += BATCH) {
      const rows = session.mentions(options.format || 'json', at, BATCH);
      print(csv && at === 0 ? markedCsv(rows) : rows);
    }
  }
  return all ? DONE : UNUSABLE;
}

/** A CSV document begins with a byte order mark, which the way into a JavaScript string drops. */
function markedCsv(text) {
  return text === '' ? text : `\uFEFF${text}`;
}

/** Writes all of a text: a pipe may take it in parts. */
function write(descriptor, text) {
  let bytes = Buffer.from(text, 'utf8');
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw new Failure('the output could not be written completely');
    }
  }
}

async function main(args) {
  if (args[0] === 'help' || args.includes('--help') || args.includes('-h')) {
    write(1, USAGE);
    return DONE;
  }
  const build = new URL('../build/wasm/', import.meta.url);
  const { default: createEarshot } = await import(new URL('earshot.mjs', build));
  const module = await createEarshot();
  if (args.length === 1 && args[0] === '--version') {
    write(1, `${module.version()}\n`);
    return DONE;
  }
  const options = parse(args);
  const asset = (name) => readFileSync(fileURLToPath(new URL(`../core/models/${name}`, import.meta.url)));
  const encodings = asset('earshot.encodings');
  const unicode = asset('earshot.unicode');
  const words = asset('earshot.words');
  const zones = asset('earshot.zones');
  const model = asset('earshot.model');
  const session = new module.Session();
  session.buffer(unicode.length).set(unicode);
  let damaged = session.unicodeLoaded();
  session.buffer(encodings.length).set(encodings);
  damaged ||= session.encodingsLoaded();
  session.buffer(words.length).set(words);
  damaged ||= session.wordsLoaded();
  session.buffer(zones.length).set(zones);
  damaged ||= session.zonesLoaded();
  session.loadModel(model.length).set(model);
  damaged ||= session.modelLoaded();
  if (damaged) throw new Failure(messageOf(damaged));

  if (options.settings) {
    options.settingsText = slurp(options.settings);
    const error = session.setSettings(options.settingsText);
    if (error) throw new Failure(`${options.settings}: ${messageOf(error)}`);
  }
  if (options.labels) {
    const labels = slurpBytes(options.labels);
    session.buffer(labels.length).set(labels);
    const error = session.setAuditLabels(options.labels);
    if (error) throw new Failure(`${options.labels}: ${messageOf(error)}`);
  }
  const filter = readFilter(session, options.filter);
  const against = options.compare ? readFilter(session, options.compare) || '{}' : '';
  let out = 1;
  if (options.out) {
    try {
      out = openSync(options.out, 'w');
    } catch {
      throw new Failure(`"${options.out}" cannot be written`);
    }
  }
  return run(session, options, filter, against, (text) => write(out, text));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  complain(error.message);
  if (error.code === WRONG_USAGE) process.stderr.write(USAGE);
  process.exitCode = error.code;
}
