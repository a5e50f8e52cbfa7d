// A phrase language for text that people might have written, and the composer all languages share.
//
//   [a|b|]      one of them, at random
//   <a|b|...>   by form: the register, the speaker's gender or a connective, as the language has it
//   {name}      a slot of the language (a brand with its case ending), else a line of a group
//   {name:arg}  the same with an argument
//   {+} {-}     a good or bad word about an aspect that this mention has not talked about yet
//   {?name}     a line of the group `name` + mood ("more+"), half of the time
//   ¶ ⟦ ⟧       a line break, square brackets
//
// A group is a block of text, one phrase a line. Groups named "+sound", "-sound" ... are the aspects.

import { kBrands } from './world.mjs';

/** Aspects that nobody can judge on the first day. */
const kNeedTime = new Set(['case', 'care', 'ship', 'batt', 'price']);

const kLiteral = { '¶': '\n', '⟦': '[', '⟧': ']' };

function parse(source, at, until) {
  const choices = [];
  let sequence = [];
  let literal = '';
  const flush = () => {
    if (literal) sequence.push(literal);
    literal = '';
  };
  for (; at.i < source.length; at.i++) {
    const c = source[at.i];
    if (c === '[' || c === '<') {
      flush();
      at.i++;
      sequence.push({ kind: c, options: parse(source, at, c === '[' ? ']' : '>') });
    } else if (c === '{') {
      flush();
      const end = source.indexOf('}', at.i);
      if (end < 0) throw new Error(`open slot in: ${source}`);
      const [name, arg] = source.slice(at.i + 1, end).split(':');
      sequence.push({ kind: '{', name, arg });
      at.i = end;
    } else if (c === '|' && until) {
      flush();
      choices.push(sequence);
      sequence = [];
    } else if (c === until) {
      flush();
      choices.push(sequence);
      return choices;
    } else if (c === ']' || c === '>' || c === '}' || c === '|') {
      throw new Error(`stray "${c}" in: ${source}`);
    } else {
      literal += kLiteral[c] ?? c;
    }
  }
  if (until) throw new Error(`missing "${until}" in: ${source}`);
  flush();
  choices.push(sequence);
  return choices;
}

export class Grammar {
  /**
   * @param groups {name: block of lines}
   * @param slots {name: (context, arg) => string}
   * @param links {arg: form, or context => form}: {+:arg} is said in that form, not in the register's
   */
  constructor({ groups, slots, links = {} }) {
    this.slots = slots;
    this.links = links;
    this.groups = new Map();
    this.aspects = { '+': [], '-': [] };
    for (const [name, block] of Object.entries(groups)) {
      const lines = block.split('\n').map((line) => line.trim()).filter(Boolean);
      this.groups.set(name, lines.map((line) => parse(line, { i: 0 }, '')[0]));
      if (name[0] === '+' || name[0] === '-') this.aspects[name[0]].push(name);
    }
    this.fresh = Object.fromEntries(Object.entries(this.aspects).map(([sign, names]) => [
      sign, names.filter((name) => !kNeedTime.has(name.slice(1))),
    ]));
    this.#check();
  }

  has(name) {
    return this.groups.has(name);
  }

  /** A line of the group, not one that this mention has already used if that can be helped. */
  line(name, context) {
    const lines = this.groups.get(name);
    let index = context.rng.below(lines.length);
    for (let tries = 0; tries < 4 && context.used.has(lines[index]); tries++) {
      index = context.rng.below(lines.length);
    }
    context.used.add(lines[index]);
    return this.expand(lines[index], context);
  }

  /** A clause about an aspect that was not mentioned yet. */
  aspect(sign, context, form = context.form) {
    const names = context.fresh ? this.fresh[sign] : this.aspects[sign];
    const favoured = context.favoured && sign + context.favoured;
    let name = favoured && names.includes(favoured) && context.rng.chance(550) ? favoured : context.rng.pick(names);
    for (let tries = 0; tries < 8 && context.aspects.has(name.slice(1)); tries++) name = context.rng.pick(names);
    context.aspects.add(name.slice(1));
    const outer = context.form;
    context.form = form;
    const text = this.line(name, context);
    context.form = outer;
    return text;
  }

  expand(sequence, context) {
    let text = '';
    for (const node of sequence) {
      if (typeof node === 'string') text += node;
      else if (node.kind === '[') text += this.expand(context.rng.pick(node.options), context);
      else if (node.kind === '<') text += this.expand(node.options[context.form] ?? node.options[1], context);
      else text += this.#slot(node, context);
    }
    return text;
  }

  #slot({ name, arg }, context) {
    const slot = this.slots[name];
    if (slot) return slot(context, arg);
    if (name === '+' || name === '-') return this.aspect(name, context, this.#link(arg, context));
    if (name === 'n') {
      const [low, high] = arg.split('-').map(Number);
      return String(context.rng.between(low, high));
    }
    if (name[0] === '?') return context.rng.chance(500) ? ` ${this.line(name.slice(1) + context.mood, context)}` : '';
    const by_mood = name + context.mood;
    return this.line(this.has(name) ? name : by_mood, context);
  }

  #link(arg, context) {
    const form = this.links[arg];
    return typeof form === 'function' ? form(context) : form;
  }

  /** Every group that a phrase names must exist, so that a slip shows at start-up and not in row 700,000. */
  #check() {
    const visit = (node, name) => {
      if (typeof node === 'string') return;
      if (node.options) {
        for (const option of node.options) for (const child of option) visit(child, name);
        return;
      }
      const called = node.name.replace('?', '');
      const known = ['+', '-', 'n'].includes(called) || this.slots[called] ||
        this.has(called) || ['+', '-', '0'].every((mood) => this.has(called + mood));
      if (!known) throw new Error(`group "${name}" names the unknown "${node.name}"`);
    };
    for (const [name, lines] of this.groups) for (const line of lines) for (const node of line) visit(node, name);
  }
}

/** A time of some weeks (a new product) or months. */
const kAge = {
  ko: (n, weeks) => (weeks ? `${n}주` : `${n}개월`),
  ja: (n, weeks) => (weeks ? `${n}週間` : `${n}ヶ月`),
  ru: (n, weeks) => (weeks ? `${n} недели` : `${n} месяцев`),
  en: (n, weeks) => (weeks ? `${n} weeks` : `${n} months`),
};

/** What a comment stands under: a video, or something to read. Russian in the genitive. */
const kSeen = { ko: ['영상', '후기'], ja: ['動画', '投稿'], ru: ['видео', 'поста'], en: ['video', 'post'] };

/**
 * Slots that name brands: b, p, bp (the brand, its product, both), o, op, obp (the same of the other
 * brand of a comparison). A mention keeps to one spelling of each.
 * @param language two-letter code
 * @param inflect (word, arg, context) => text; word: {text, brand, product, script}
 */
export function name_slots(language, inflect) {
  const choose = (context, key, make) => {
    if (!context.surfaces.has(key)) context.surfaces.set(key, make());
    return context.surfaces.get(key);
  };
  const brand_word = (context, index) => {
    const brand = kBrands[index];
    context.named |= 1 << index;
    return choose(context, `b${index}`, () => {
      const draw = context.rng.below(1000);
      if (draw < 15) return { text: context.rng.pick(brand.typo[language]), script: 'typo', brand };
      if (language === 'en') return { text: draw < 120 ? brand.name.toLowerCase() : brand.name, script: 'latin', brand };
      if (draw < 210) return { text: brand.name, script: 'latin', brand };
      if (draw < 235) return { text: brand.name.toLowerCase(), script: 'latin', brand };
      const variant = brand.variant[language];
      if (variant && draw < 330) return { text: variant, script: 'native', brand };
      const spell = brand.spell[language];
      return { text: Array.isArray(spell) ? spell[0] : spell, script: 'native', brand };
    });
  };
  const product_word = (context, index, product) => {
    if (product.distinct.length) context.named |= 1 << index;
    return choose(context, `p${index}`, () => ({ text: context.rng.pick(product.spell[language]), product, script: 'product' }));
  };
  const both = (context, index, product, arg) => {
    const brand = brand_word(context, index).text;
    return `${brand}${language === 'ja' && context.rng.chance(450) ? 'の' : ' '}${inflect(product_word(context, index, product), arg, context)}`;
  };
  return {
    b: (c, arg) => inflect(brand_word(c, c.brand), arg, c),
    p: (c, arg) => inflect(product_word(c, c.brand, c.product), arg, c),
    bp: (c, arg) => both(c, c.brand, c.product, arg),
    o: (c, arg) => inflect(brand_word(c, c.other), arg, c),
    op: (c, arg) => inflect(product_word(c, c.other, c.other_product), arg, c),
    obp: (c, arg) => both(c, c.other, c.other_product, arg),
    price: (c) => c.product.price[language],
    handle: (c) => {
      c.named |= 1 << c.brand;
      return `@${kBrands[c.brand].handles[language]}`;
    },
    // How long somebody may have owned the product: a new one only some weeks.
    age: (c) => kAge[language](c.product.from ? c.rng.between(2, 4) : c.rng.between(5, 11), Boolean(c.product.from)),
    seen: (c) => kSeen[language][c.platform === 'YouTube' ? 0 : 1],
    // A call to the maker's account, where accounts are called.
    call: (c) => (c.platform === 'X' && c.rng.chance(220) ? `${c.grammar.slots.handle(c)} ` : ''),
  };
}

/**
 * Writes one mention.
 * @param language {grammar, form(plan), tags(context, count), finish(text, context)}
 * @param plan what to say: intent, shape (post, comment, blog, video, reddit, review), mood, brand ...
 * @return {title, text, named} named: bit set of the brands that title and text name
 */
export function compose(language, plan, rng) {
  const { grammar } = language;
  const shaped = `${plan.intent}@${plan.shape}`;
  const frame = [`${shaped}@${plan.platform}`, shaped].find((name) => grammar.has(name)) ?? plan.intent;
  const title_group = [`t.${plan.shape}.${plan.intent}`, `t.${plan.shape}${plan.mood}`].find((name) => grammar.has(name));
  // Field by field: copying the plan by spread would take a fifth of the whole time.
  const context = {
    rng, grammar, form: language.form(plan), register: plan.register, gender: plan.gender, mood: plan.mood,
    brand: plan.brand, product: plan.product, other: plan.other, other_product: plan.other_product,
    platform: plan.platform, fresh: plan.fresh, favoured: plan.favoured,
    named: 0, used: new Set(), aspects: new Set(), surfaces: new Map(),
  };
  let text = '';
  for (let tries = 0; tries < 5; tries++) {
    text = grammar.line(frame, context);
    if (context.named || !plan.must_name) break;
    context.used.clear();
    context.aspects.clear();
  }
  const title = plan.has_title && title_group ? grammar.line(title_group, context) : '';
  if (plan.tags) text += language.tags(context, plan.tags);
  return { title: language.finish(title, context), text: language.finish(text, context), named: context.named };
}
