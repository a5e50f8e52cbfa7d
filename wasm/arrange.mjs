// Puts functions that resemble each other side by side: gzip finds what is repeated only within the last 32 KiB.
// Likewise all loads and stores of a kind are written alike: an alignment is but a hint.
// The module does the same as before; compressed it is about a twentieth smaller.
//
//   node wasm/arrange.mjs earshot.wasm
import { readFileSync, writeFileSync } from 'node:fs';

/** How far back gzip looks, in bytes. */
const window = 32 * 1024;
/** Runs of so many bytes tell how much functions have in common. */
const runLength = 6;
/** What more functions than these have is nearby in any order. */
const mostSharing = 22;
/** Functions with an index below this are called by one byte less. */
const shortIndices = 128;

const section = { custom: 0, import: 2, function: 3, global: 6, export: 7, start: 8, element: 9, code: 10 };

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  get done() {
    return this.at === this.bytes.length;
  }
  take(length) {
    const from = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new Error('the module ends too early');
    return this.bytes.subarray(from, this.at);
  }
  byte() {
    return this.take(1)[0];
  }
  /** An unsigned number in LEB128. */
  number() {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  }
  /** Passes numbers in LEB128, with or without a sign. */
  skip(count) {
    for (let left = count; left > 0; left -= 1) while (this.byte() >= 128);
  }
  list(read) {
    return Array.from({ length: this.number() }, () => read(this));
  }
  /** Passes a constant and the end of its expression. */
  skipConstant() {
    const opcode = this.byte();
    if (opcode === 0x41 || opcode === 0x42) this.skip(1);
    else if (opcode === 0x43) this.take(4);
    else if (opcode === 0x44) this.take(8);
    else throw new Error(`constants such as ${opcode} are not known`);
    if (this.byte() !== 0x0b) throw new Error('an expression that is no constant');
  }
}

function number(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}

function withLength(bytes) {
  return Buffer.concat([number(bytes.length), bytes]);
}

/** What is rewritten when functions change their indices: the bytes in between, and the indices. */
class Pieces {
  texts = [];
  indices = [];

  constructor(bytes) {
    this.reader = new Reader(bytes);
    this.from = 0;
  }
  /** An index stands here. */
  index() {
    this.texts.push(this.reader.bytes.subarray(this.from, this.reader.at));
    this.indices.push(this.reader.number());
    this.from = this.reader.at;
  }
  finish() {
    this.texts.push(this.reader.bytes.subarray(this.from));
    return this;
  }
  written(moved) {
    return Buffer.concat(this.texts.flatMap((text, at) =>
      at < this.indices.length ? [text, number(moved[this.indices[at]])] : [text]));
  }
}

/** Numbers behind an opcode of one byte. */
function operands(opcode) {
  if (opcode >= 0x45 && opcode <= 0xc4) return 0;
  if (opcode >= 0x28 && opcode <= 0x3e) return 2; // loads and stores: alignment and offset
  if (opcode >= 0x20 && opcode <= 0x26) return 1; // variables and tables
  return { 0x00: 0, 0x01: 0, 0x02: 1, 0x03: 1, 0x04: 1, 0x05: 0, 0x0b: 0, 0x0c: 1, 0x0d: 1, 0x0f: 0, 0x11: 2,
    0x13: 2, 0x1a: 0, 0x1b: 0, 0x3f: 1, 0x40: 1, 0x41: 1, 0x42: 1, 0xd0: 1, 0xd1: 0 }[opcode];
}

/** The alignment, as a power of two, of what is loaded or stored by the opcodes 0x28 to 0x3e. */
const alignments = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];

/** Numbers behind an opcode with the prefix 0xfc: conversions, then memory and tables. */
const bulkOperands = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

function functionBody(original) {
  const bytes = Buffer.from(original);
  const pieces = new Pieces(bytes);
  const { reader } = pieces;
  reader.list(() => reader.skip(2)); // local variables: count and type
  while (!reader.done) {
    const opcode = reader.byte();
    if (opcode === 0x10 || opcode === 0x12 || opcode === 0xd2) pieces.index();
    else if (opcode === 0x0e) reader.skip(reader.number() + 1);
    else if (opcode === 0x1c) reader.skip(reader.number());
    else if (opcode === 0x43) reader.take(4);
    else if (opcode === 0x44) reader.take(8);
    else if (opcode === 0xfd) {
      const vector = reader.number();
      if (vector <= 11 || vector === 92 || vector === 93) reader.skip(2);
      else if (vector <= 13) reader.take(16);
      else if (vector >= 21 && vector <= 34) reader.take(1);
      else if (vector >= 84 && vector <= 91) reader.skip(3);
      else if (vector > 255) throw new Error(`vector instruction ${vector} is not known`);
    } else {
      if (opcode >= 0x28 && opcode <= 0x3e) bytes[reader.at] = alignments[opcode - 0x28];
      const count = opcode === 0xfc ? bulkOperands[reader.number()] : operands(opcode);
      if (count === undefined) throw new Error(`instruction ${opcode} is not known`);
      reader.skip(count);
    }
  }
  return pieces.finish();
}

/** The number of functions that are imported, which stand before the module's own. */
function importedFunctions(bytes) {
  let count = 0;
  new Reader(bytes).list((reader) => {
    reader.take(reader.number());
    reader.take(reader.number());
    const kind = reader.byte();
    if (kind !== 0) throw new Error('something other than a function is imported');
    reader.skip(1);
    count += 1;
  });
  return count;
}

function exportSection(bytes) {
  const pieces = new Pieces(bytes);
  pieces.reader.list((reader) => {
    reader.take(reader.number());
    if (reader.byte() === 0) pieces.index();
    else reader.skip(1);
  });
  return pieces.finish();
}

function elementSection(bytes) {
  const pieces = new Pieces(bytes);
  pieces.reader.list((reader) => {
    if (reader.number() !== 0) throw new Error('an element segment that is no plain list of functions');
    reader.skipConstant();
    reader.list(() => pieces.index());
  });
  return pieces.finish();
}

/**
 * An order in which each function is the one that shares most with those of the window before it, for its length;
 * `first` stand first.
 */
function orderByLikeness(functions, first) {
  const sharing = new Map();
  functions.forEach((bytes, at) => {
    const seen = new Set();
    for (let from = 0; from + runLength <= bytes.length; from += 1) {
      seen.add(bytes.latin1Slice(from, from + runLength));
    }
    for (const run of seen) {
      if (sharing.has(run)) sharing.get(run).push(at);
      else sharing.set(run, [at]);
    }
  });
  const holders = [...sharing.values()].filter(({ length }) => length > 1 && length <= mostSharing);
  const runs = functions.map(() => []);
  holders.forEach((list, run) => list.forEach((at) => runs[at].push(run)));

  const near = new Uint32Array(holders.length);
  const shared = new Uint32Array(functions.length);
  const left = new Set(functions.keys());
  const order = [];
  let oldest = 0;
  let length = 0;
  const place = (at) => {
    left.delete(at);
    order.push(at);
    length += functions[at].length;
    for (const run of runs[at]) {
      if (near[run] === 0) for (const other of holders[run]) shared[other] += 1;
      near[run] += 1;
    }
    for (; length > window && oldest < order.length - 1; oldest += 1) {
      length -= functions[order[oldest]].length;
      for (const run of runs[order[oldest]]) {
        near[run] -= 1;
        if (near[run] === 0) for (const other of holders[run]) shared[other] -= 1;
      }
    }
  };
  first.forEach(place);
  while (left.size > 0) {
    let best;
    let most = -1;
    for (const at of left) {
      const likeness = shared[at] / functions[at].length ** 0.7;
      if (likeness > most) [best, most] = [at, likeness];
    }
    place(best);
  }
  return order;
}

function arrange(module) {
  const reader = new Reader(module);
  const header = reader.take(8);
  const sections = [];
  while (!reader.done) sections.push({ id: reader.byte(), bytes: reader.take(reader.number()) });
  const bytesOf = (id) => sections.find((one) => one.id === id)?.bytes ?? Buffer.from([0]);
  if (bytesOf(section.custom).length > 1) throw new Error('a module with names or other notes');
  if (bytesOf(section.start).length > 1) throw new Error('a module with a start function');
  new Reader(bytesOf(section.global)).list((globals) => {
    globals.take(2);
    globals.skipConstant();
  });

  const imported = importedFunctions(bytesOf(section.import));
  const types = new Reader(bytesOf(section.function)).list((one) => one.number());
  const bodies = new Reader(bytesOf(section.code)).list((one) => functionBody(one.take(one.number())));
  const functions = bodies.map(({ reader }) => reader.bytes);
  const exported = exportSection(bytesOf(section.export));
  const elements = elementSection(bytesOf(section.element));

  const uses = functions.map(() => 0);
  for (const { indices } of bodies) for (const index of indices) if (index >= imported) uses[index - imported] += 1;
  const often = [...functions.keys()].sort((a, b) => uses[b] - uses[a] || a - b).slice(0, shortIndices - imported);
  const order = orderByLikeness(functions, often);

  const moved = Array.from({ length: imported + functions.length }, (_, index) => index);
  order.forEach((from, to) => { moved[imported + from] = imported + to; });
  const counted = (list) => Buffer.concat([number(list.length), ...list]);
  const rewritten = {
    [section.function]: () => counted(order.map((at) => number(types[at]))),
    [section.export]: () => exported.written(moved),
    [section.element]: () => elements.written(moved),
    [section.code]: () => counted(order.map((at) => withLength(bodies[at].written(moved)))),
  };
  return Buffer.concat([header, ...sections.map(({ id, bytes }) =>
    Buffer.concat([Buffer.from([id]), withLength(rewritten[id]?.() ?? bytes)]))]);
}

const [path] = process.argv.slice(2);
try {
  writeFileSync(path, arrange(readFileSync(path)));
} catch (error) {
  // A later compiler may write what is not known here: such a module is larger, and right.
  console.error(`${path} stays in the order of the linker: ${error.message}`);
}
